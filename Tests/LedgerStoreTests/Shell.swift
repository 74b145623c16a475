import Foundation
import TestSupport

/// The `sqlite3` shell on one file: how somebody else would change a ledger.
struct Shell {
    let path: String

    static let binary = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3", "/bin/sqlite3"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }
    static let isThere = binary != nil

    init(_ path: String) { self.path = path }

    @discardableResult
    func rows(_ sql: String) throws -> [String] {
        let program = Program(path: Shell.binary ?? "/usr/bin/sqlite3", environment: [:])
        // The binary's own defensive mode would keep a tamperer from the schema.
        let result = try program.run(["-batch", "-bail", path], input: sql + ";\n")
        guard result.status == 0 else { throw ShellError(description: "\(sql): \(result.errors)") }
        return result.output.split(separator: "\n").map(String.init)
    }
}

struct ShellError: Error, CustomStringConvertible {
    let description: String
}
