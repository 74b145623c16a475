import TestSupport

/// SQL on one file, each time through a connection of its own: how somebody else would change a ledger.
struct Shell {
    let path: String

    init(_ path: String) { self.path = path }

    @discardableResult
    func rows(_ sql: String) throws -> [String] { try SQLiteShell(path).rows(sql) }
}

typealias ShellError = SQLiteShell.Failure
