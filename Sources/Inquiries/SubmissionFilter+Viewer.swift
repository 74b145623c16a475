package import Accounting
package import LedgerStore

extension SubmissionFilter {
    /// Those of the submissions that are a viewer's business.
    ///
    /// - Throws: ``ForbiddenAccounts`` where it asks for those of another project.
    package func narrowed(to viewer: Viewer) throws(ForbiddenAccounts) -> SubmissionFilter {
        if viewer.seesEverything { return self }
        var narrowed = self
        if viewer.project != nil {
            narrowed.project = try viewer.project(asking: project)
        } else {
            if project != nil { throw ForbiddenAccounts(own: nil, asked: project) }
            narrowed.key = viewer.key
        }
        return narrowed
    }
}
