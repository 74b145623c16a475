import Subprocess

/// A run of a program to its end: what it printed and how it ended.
package struct ProgramResult: Sendable {
    /// The exit code; -1 when a signal ended it.
    package let status: Int32
    /// The signal that ended it, or nil.
    package let signal: Int32?
    package let output: String
    package let errors: String

    init(_ ending: TerminationStatus, output: String, errors: String) {
        switch ending {
        case .exited(let code): (status, signal) = (code, nil)
        case .signaled(let number): (status, signal) = (-1, number)
        }
        self.output = output
        self.errors = errors
    }
}
