import Accounting
import LedgerStore
import Reporting
import Text

/// A project that neither a budget nor the ledger knows: new, or a slip that walks past a budget.
struct UnknownProject {
    /// `. Did you mean 'spring'?`, or nothing.
    let question: String

    /// Nil for one that is known, and where there is none yet that could have been meant.
    init?(_ project: Name, in ledger: Ledger) throws {
        let known = try ledger.projects()
        guard !known.isEmpty, !known.contains(project) else {
            return nil
        }
        let question = Suggestion.question(about: project.text, among: known.map(\.text))
        self.question = question.isEmpty ? "" : ".\(question)"
    }
}

extension CommandContext {
    /// What looks for nothing that is there may look for something else.
    func noteUnknown(project: Name?, in ledger: Ledger) throws {
        guard let project, let unknown = try UnknownProject(project, in: ledger) else { return }
        note(
            TerminalText.escaped(
                "note: nothing was filed under project '\(project)'\(unknown.question)"))
    }
}
