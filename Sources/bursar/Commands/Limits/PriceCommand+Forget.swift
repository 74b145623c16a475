import Accounting
import ArgumentParser
import LedgerStore
import Reporting
import Text

extension PriceCommand {
    /// `bursar price forget`: no charge so far raises what is reserved.
    struct Forget: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "forget",
            abstract: "Forget what was learned of a model's price from its charges.",
            discussion: """
                The charges stay in the accounts; only what is reserved next no longer follows them. \
                Charges from now on count again.

                Example:
                  bursar price forget klingai/video-v3-motion-control
                """)

        @Argument(help: "The model.", transform: ArgumentReader.name)
        var model: Name

        func run(in context: CommandContext) async throws {
            let ledger = try await context.openLedger()
            if let unknown = try UnknownModel(model, in: ledger, at: context.now) {
                context.note(
                    "note: no price, list, budget or submission has a model"
                        + TerminalText.escaped(" '\(model)'\(unknown.question)"))
            }
            let count = try await ledger.forgetCharges(of: model, at: context.now)
            let name = TerminalText.escaped(model.text)
            try context.print(
                count == 0
                    ? "Nothing was learned from charges of \(name).\n"
                    : "Forgot \(Count.text(count, "charge")) of \(name): none of them raises what is"
                        + " reserved.\n")
        }
    }
}
