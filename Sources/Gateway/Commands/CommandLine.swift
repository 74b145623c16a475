package import Accounting
package import LedgerStore

/// A command that another machine asks for: its words, and what shows its output there.
package struct CommandCall: Hashable, Sendable {
    /// The words behind the program's name: `["list", "--mode", "pro"]`.
    package let arguments: [String]
    /// How wide the terminal is; nil where the output goes to none.
    package let columns: Int?
    package let usesColor: Bool
    /// The variables there that say how numbers are written: some of ``locale``.
    package let variables: [String: String]

    package static let mostColumns = 10_000

    /// The names of variables that may come along.
    package static let locale: Set = ["LC_ALL", "LC_NUMERIC", "LANG"]

    package init(
        arguments: [String], columns: Int?, usesColor: Bool, variables: [String: String] = [:]
    ) {
        self.arguments = arguments
        self.columns = columns
        self.usesColor = usesColor
        self.variables = variables
    }
}

/// How a command ended that ran for another machine.
package struct CommandEnd: Hashable, Sendable {
    package let exitCode: Int32
    /// What it said on stderr.
    package let messages: String
    /// What the command line calls it, for the log: `bursar budget set`.
    package let name: String

    package init(exitCode: Int32, messages: String, name: String) {
        self.exitCode = exitCode
        self.messages = messages
        self.name = name
    }
}

/// What runs the command line's own commands on the gateway's ledger, so that another machine sees the same.
///
/// It decides which commands a caller may run, and shows of the accounts what is the caller's business.
package protocol CommandLine: Sendable {
    /// - Parameters:
    ///   - mayChange: the caller showed a key for administrators. Somebody on the gateway's machine, where
    ///     there are no keys, sees everything and changes nothing.
    ///   - write: takes a part of its output; false when it cannot be kept.
    func run(
        _ call: CommandCall, for viewer: Viewer, mayChange: Bool, on ledger: Ledger,
        write: @escaping @Sendable (String) -> Bool
    ) async -> CommandEnd
}
