import Accounting
import LedgerStore
import Metering
import Reporting
import Text

extension SubmitCommand {
    /// Prints the warnings before anything is sent.
    ///
    /// - Parameter quoted: what is said elsewhere.
    func warn(
        of order: Order, except quoted: String? = nil, _ ledger: Ledger, in context: CommandContext
    ) throws {
        var warnings = hints(for: order).filter { $0 != quoted }
        if let project, let unknown = try UnknownProject(project, in: ledger) {
            warnings.append(
                "no budget is for project '\(project)', and nothing was filed under it before"
                    + unknown.question)
        }
        warnings.forEach { context.note("warning: \(TerminalText.escaped($0))") }
    }
}
