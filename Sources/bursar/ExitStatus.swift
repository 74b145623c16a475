import Accounting
import ArgumentParser
import Foundation
import LedgerStore
import Metering
import Provider
import Reporting
import Text

/// The program's exit codes. Scripts depend on the numbers.
struct ExitStatus: RawRepresentable, Hashable, Sendable {
    let rawValue: Int32

    static let done = ExitStatus(rawValue: 0)
    static let failed = ExitStatus(rawValue: 1)
    /// Refused by a budget, by `--max-cost` or for want of a price: nothing was sent.
    static let refused = ExitStatus(rawValue: 3)
    /// Sent, and no usable answer came; the money stays reserved.
    static let unknown = ExitStatus(rawValue: 4)
    /// The ledger does not agree with itself, or with the provider.
    static let mismatch = ExitStatus(rawValue: 5)
    /// The provider refused the request, or the generation failed.
    static let rejected = ExitStatus(rawValue: 6)
    /// Still running when the time was up; the money stays reserved.
    static let stillRunning = ExitStatus(rawValue: 7)
    static let usage = ExitStatus(rawValue: 64)
    /// The ledger cannot be used: nothing was sent.
    static let ledger = ExitStatus(rawValue: 75)
    /// A command that is to be run cannot be executed; not found. As shells have it.
    static let notExecutable = ExitStatus(rawValue: 126)
    static let notFound = ExitStatus(rawValue: 127)
    static let interrupted = ExitStatus(rawValue: 130)
}

/// The end of a command that failed: a code, and a line for people.
struct Failure: Error, CustomStringConvertible {
    let status: ExitStatus
    /// Nil when it was printed already.
    let message: String?

    init(_ status: ExitStatus, _ message: String? = nil) {
        self.status = status
        self.message = message
    }

    var description: String { message ?? "it failed" }
}

extension Failure {
    /// A write to stdout that has just failed, for the reason in `errno`.
    static func unwritableOutput() -> Failure {
        Failure(.failed, "cannot write to standard output: \(String(cString: strerror(errno)))")
    }
}

extension CommandContext {
    /// One line on stderr, after the program's name.
    func complain(_ failure: Failure) {
        if let message = failure.message { note("bursar: \(TerminalText.visible(message))") }
    }

    /// Says what went wrong: of a command, of the ledger, of the arguments, or of an error without a name.
    ///
    /// - Parameter arguments: those that the program was called with.
    func report(_ error: any Error, of arguments: [String] = []) -> ExitStatus {
        switch error {
        case let failure as Failure:
            complain(failure)
            return failure.status
        case let error as LedgerError:
            complain(Failure(error.isAboutTheFile ? .ledger : .failed, error.sentence))
            return error.isAboutTheFile ? .ledger : .failed
        case let error as UnrecordedAnswer:
            let status: ExitStatus = error.wasSent ? .unknown : .ledger
            complain(Failure(status, error.sentence))
            return status
        case let error as ForbiddenAccounts:
            complain(
                Failure(
                    .failed,
                    "\(error); leave --project out, see what this key submitted with bursar list, or ask"
                        + " with a key that was made with --project or --admin"))
            return .failed
        case is CancellationError:
            complain(Failure(.interrupted, "interrupted"))
            return .interrupted
        default:
            return reportArguments(error, arguments)
        }
    }

    /// Help and versions go to stdout, complaints about arguments to stderr.
    private func reportArguments(_ error: any Error, _ arguments: [String]) -> ExitStatus {
        let code = Bursar.exitCode(for: error)
        let text = Bursar.fullMessage(for: error)
        guard code.isSuccess else {
            let message = Bursar.message(for: error)
            let isUsage = code.rawValue == ExitStatus.usage.rawValue
            let failure = Failure(
                isUsage ? .usage : .failed,
                isUsage ? UsageMessage(message, arguments: arguments).text : message)
            complain(failure)
            return failure.status
        }
        if let complaint = UsageMessage(ofHelp: arguments) {
            complain(Failure(.usage, complaint.text))
            return .usage
        }
        do {
            try print(text.hasSuffix("\n") ? text : text + "\n")
            return .done
        } catch {
            complain(error)
            return error.status
        }
    }
}
