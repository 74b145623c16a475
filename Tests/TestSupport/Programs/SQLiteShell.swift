import GRDBSQLite

/// A connection of its own to a ledger file: how somebody else would change it.
///
/// It goes through the SQLite that the ledger uses, since two copies of the library in one process
/// would drop each other's locks. It has none of the ledger's settings.
package final class SQLiteShell: @unchecked Sendable {
    private let handle: OpaquePointer

    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    package init(_ path: String) throws {
        var handle: OpaquePointer?
        let result = sqlite3_open(path, &handle)
        guard result == SQLITE_OK, let handle else {
            sqlite3_close(handle)
            throw Failure(description: "\(path): \(String(cString: sqlite3_errstr(result)))")
        }
        sqlite3_busy_timeout(handle, 5000)
        self.handle = handle
    }

    deinit { sqlite3_close(handle) }

    /// Runs statements up to the first that fails, and returns the rows of all: columns with `|`
    /// between them, NULL as nothing.
    @discardableResult
    package func rows(_ sql: String) throws -> [String] {
        var rows: [String] = []
        var message: UnsafeMutablePointer<CChar>?
        let result = withUnsafeMutablePointer(to: &rows) { rows in
            sqlite3_exec(
                handle, sql,
                { rows, count, values, _ in
                    let columns = (0..<Int(count)).map { column in
                        values?[column].map { String(cString: $0) } ?? ""
                    }
                    rows?.assumingMemoryBound(to: [String].self).pointee
                        .append(columns.joined(separator: "|"))
                    return 0
                }, rows, &message)
        }
        defer { sqlite3_free(message) }
        guard result == SQLITE_OK else {
            let reason = message.map { String(cString: $0) } ?? "result \(result)"
            throw Failure(description: "\(sql): \(reason)")
        }
        return rows
    }

    /// - Returns: whether SQLite did it.
    @discardableResult
    package func execute(_ sql: String) -> Bool { (try? rows(sql)) != nil }
}
