import Foundation
import LedgerStore

/// A second connection to a ledger file, to do to it what no program should.
///
/// It calls the SQLite that the ledger has loaded already, since two copies of the library in one
/// process would drop each other's locks.
final class SQLiteShell: @unchecked Sendable {
    private typealias Open =
        @convention(c) (
            UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>
        ) -> Int32
    private typealias Close = @convention(c) (OpaquePointer?) -> Int32
    private typealias Execute =
        @convention(c) (
            OpaquePointer?, UnsafePointer<CChar>, OpaquePointer?, OpaquePointer?, OpaquePointer?
        ) -> Int32

    private let handle: OpaquePointer?

    init(_ path: String) throws {
        var handle: OpaquePointer?
        let open = try SQLiteShell.function("sqlite3_open", as: Open.self)
        guard open(path, &handle) == 0 else { throw LedgerError(.unreadable, path) }
        self.handle = handle
    }

    deinit { _ = try? SQLiteShell.function("sqlite3_close", as: Close.self)(handle) }

    /// - Returns: whether SQLite did it.
    @discardableResult
    func execute(_ sql: String) -> Bool {
        guard let execute = try? SQLiteShell.function("sqlite3_exec", as: Execute.self) else {
            return false
        }
        return execute(handle, sql, nil, nil, nil) == 0
    }

    private static func function<F>(_ name: String, as type: F.Type) throws -> F {
        guard let symbol = dlsym(dlopen(nil, RTLD_NOW), name) else {
            throw LedgerError(.unreadable, "SQLite is not loaded: no \(name)")
        }
        return unsafeBitCast(symbol, to: type)
    }
}
