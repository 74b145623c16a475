import Accounting

/// On whose behalf a request is made: that of a key, or of somebody on this machine where there are no keys.
struct Caller: Hashable, Sendable {
    /// The name of the key; nil for a caller without one.
    let name: Name?
    /// What it submits is filed under this project, and no other.
    let project: Name?
    /// It sees and changes everything.
    let isAdmin: Bool
    /// It came by a session of a browser.
    var isSignedIn = false

    /// Where a gateway has no keys, whoever reaches it may use it all.
    static let keyless = Caller(name: nil, project: nil, isAdmin: true)

    /// What of the accounts is its business.
    var viewer: Viewer { Viewer(key: name, project: project, isAdmin: isAdmin) }

    /// The project of what it submits.
    ///
    /// - Parameter asked: what the request names.
    /// - Throws: ``GatewayError`` of status 403 for a project that is not its own.
    func project(asking asked: Name?) throws(GatewayError) -> Name? {
        guard let project else { return asked }
        guard let asked, asked != project else { return project }
        throw GatewayError(
            status: 403, kind: .permission, code: "project_of_another_key",
            message:
                "this key submits for project '\(project)', and the request names '\(asked)'; leave the"
                + " project out (nothing was sent)", parameter: "x-bursar-project")
    }

    /// Whether it may ask after a submission's generation: its own, wherever that is filed by now; that of
    /// its project; or all.
    func maySee(_ submission: Submission) -> Bool {
        if isAdmin || submission.subject.key == name { return true }
        return project != nil && submission.subject.project == project
    }
}
