/// Where a request goes, by its method and its path.
///
///     GatewayPath(method: "POST", path: "/v2/video/generations")  // .generations
///     GatewayPath(method: "GET", path: "/models")     // .passing("/v1/models", showsAccount: false)
package enum GatewayPath: Hashable, Sendable {
    /// The video endpoint under any of its names: a POST submits, a GET polls.
    case generations
    /// A path of the provider that is only read, as the provider spells it.
    ///
    /// What shows the account is answered for the provider's key, not for the caller's.
    case passing(String, showsAccount: Bool)
    /// A POST that is passed on and counted nowhere, because its path was allowed.
    case unmetered(String)
    case health, readiness, metrics, openAPI
    /// Pages for a browser, and what they fetch.
    case dashboard, signIn, signOut
    /// The page of one submission, by its id.
    case submissionPage(String)
    case asset(PageAsset)
    /// Documents of the ledger.
    case report, budgets, submissions
    /// The document of one, by its id.
    case submission(String)
    /// An order with its accounting in one document.
    case newSubmission
    /// A command of the command line.
    case commands
    /// A path that is known, and another method.
    case otherMethod(allowed: String)
    /// A POST that would cost what no budget sees.
    case unmeteredPost
    case unknown
    /// Two programs could read the path differently.
    case malformed

    /// Whether a person reads it in a browser.
    var isPage: Bool {
        switch self {
        case .dashboard, .submissionPage: true
        default: false
        }
    }

    /// Whether it is a document of the accounts, which pages lead to as well.
    var isOfAccounts: Bool {
        switch self {
        case .report, .budgets, .submissions, .submission: true
        default: false
        }
    }

    /// - Parameters:
    ///   - path: without the query.
    ///   - unmetered: the paths that may be posted to without being counted, each in full.
    package init(method: String, path: String, unmetered: Set<String> = []) {
        guard !path.utf8.contains(UInt8(ascii: "?")), let target = RequestTarget(path) else {
            self = .malformed
            return
        }
        self.init(method: method, target: target, unmetered: unmetered)
    }

    package init(method: String, target: RequestTarget, unmetered: Set<String> = []) {
        let path = target.path
        if GatewayPath.isOfGenerations(path) {
            let isTaken = method == "POST" || method == "GET"
            self = isTaken ? .generations : .otherMethod(allowed: "GET, POST")
        } else if path == "/sign-in" {
            let isTaken = ["GET", "HEAD", "POST"].contains(method)
            self = isTaken ? .signIn : .otherMethod(allowed: "GET, HEAD, POST")
        } else if path == "/sign-out" {
            self = method == "POST" ? .signOut : .otherMethod(allowed: "POST")
        } else if let page = GatewayPath.pages[path] ?? GatewayPath.submissionPage(at: path) {
            // A monitor asks by HEAD; the body stays behind.
            let isTaken = method == "GET" || method == "HEAD"
            self = isTaken ? page : .otherMethod(allowed: "GET, HEAD")
        } else if method == "POST", unmetered.contains(path) {
            self = .unmetered(path)
        } else if let posted = GatewayPath.posted[path], method == "POST" {
            self = posted
        } else if path == "/api/v1/commands" {
            self = .otherMethod(allowed: "POST")
        } else if let read = GatewayPath.read[path] ?? GatewayPath.submission(at: path) {
            self =
                method == "GET"
                ? read
                : .otherMethod(allowed: GatewayPath.posted[path] == nil ? "GET" : "GET, POST")
        } else if unmetered.contains(path) {
            self = .otherMethod(allowed: "POST")
        } else {
            self = method == "POST" ? .unmeteredPost : .unknown
        }
    }

    /// The answer where there is nothing to do; nil for what is served.
    package func refusal(method: String, path: String) -> GatewayError? {
        switch self {
        case .malformed:
            .malformed(
                "the path '\(GatewayError.shown(path))' is not written as it must be: from its "
                    + "first '/', in plain ASCII, without '%', ';', '//', '.' and '..' as parts")
        case .otherMethod(let allowed): .otherMethod(method, allowed: allowed)
        case .unmeteredPost: .unmeteredPath(path)
        case .unknown: .unknownPath(path)
        case .generations, .passing, .unmetered, .health, .readiness, .metrics, .openAPI,
            .dashboard, .signIn, .signOut, .submissionPage, .asset, .report, .budgets,
            .submissions, .submission, .newSubmission, .commands:
            nil
        }
    }
}

extension GatewayPath {
    /// Why no POST could be passed on to a path that is allowed without being counted; nil for one that
    /// may be allowed.
    ///
    ///     GatewayPath.flaw(ofUnmetered: "/v1/images/generations")     // nil
    ///     GatewayPath.flaw(ofUnmetered: "/v1/../images")              // "is not written as …"
    package static func flaw(ofUnmetered path: String) -> String? {
        if path.utf8.first != UInt8(ascii: "/") {
            return "does not begin with '/'; give the path alone, as in /v1/images/generations"
        }
        if path.utf8.contains(where: { "?#".utf8.contains($0) }) {
            return "has a query or a fragment; a path is allowed with every query, so leave it out"
        }
        guard let target = RequestTarget(path) else {
            return
                "is not written as a path must be, so every request to it is refused: in plain ASCII,"
                + " without '%', ';', '//', '.' and '..' as parts"
        }
        switch GatewayPath(method: "POST", target: target, unmetered: [target.path]) {
        case .unmetered: break
        case .generations: return "generates videos, and those are always priced"
        default: return "is a page of the gateway's own, and nothing is passed on there"
        }
        guard target.path == path else {
            return "is known without the '/' at its end; write \(target.path)"
        }
        return nil
    }

    private static let pages: [String: GatewayPath] = {
        var pages: [String: GatewayPath] = [
            "/": .dashboard, "/healthz": .health, "/readyz": .readiness, "/metrics": .metrics,
            "/openapi.json": .openAPI,
        ]
        for asset in PageAsset.allCases { pages[asset.path] = .asset(asset) }
        return pages
    }()

    private static let posted: [String: GatewayPath] = [
        "/api/v1/submissions": .newSubmission, "/api/v1/commands": .commands,
    ]

    private static let read: [String: GatewayPath] = {
        var paths: [String: GatewayPath] = [
            "/api/v1/report": .report, "/api/v1/budgets": .budgets,
            "/api/v1/submissions": .submissions,
            "/models": .passing("/v1/models", showsAccount: false),
            "/v1/models": .passing("/v1/models", showsAccount: false),
        ]
        for path in [
            "/v1/billing/balance", "/v1/key", "/v2/billing", "/v2/billing/transactions",
            "/v2/logs", "/v2/usage", "/v2/usage/detail",
        ] {
            paths[path] = .passing(path, showsAccount: true)
        }
        return paths
    }()

    private static func submissionPage(at path: String) -> GatewayPath? {
        let parts = path.split(separator: "/")
        guard parts.count == 2, parts[0] == "submissions" else { return nil }
        return .submissionPage(String(parts[1]))
    }

    private static func submission(at path: String) -> GatewayPath? {
        let parts = path.split(separator: "/")
        guard parts.count == 4, parts.prefix(3).elementsEqual(["api", "v1", "submissions"]) else {
            return nil
        }
        return .submission(String(parts[3]))
    }

    /// `/video/generations`, or `/generate/video/{vendor}/generation` with a vendor of one or two
    /// parts (`kling`, `minimax/hailuo`); under `/v2`, `/v1` or neither.
    private static func isOfGenerations(_ path: String) -> Bool {
        var parts = path.split(separator: "/")[...]
        if parts.first == "v1" || parts.first == "v2" { parts = parts.dropFirst() }
        if parts.elementsEqual(["video", "generations"]) { return true }
        return (4...5).contains(parts.count)
            && parts.prefix(2).elementsEqual(["generate", "video"])
            && parts.last == "generation"
    }
}
