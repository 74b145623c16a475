import Accounting
import ArgumentParser
import LedgerStore
import Reporting
import Text

extension PriceCommand {
    /// `bursar price unset`: back to the provider's list.
    struct Unset: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "unset",
            abstract: "End a price of your own.",
            discussion: """
                From now on the provider's list counts again, else the price that ships with bursar.

                Example:
                  bursar price unset klingai/video-v3-motion-control --mode pro
                """)

        @Argument(help: "The model.", transform: ArgumentReader.name)
        var model: Name

        @Option(help: "Only the price for this mode (default: all of them).")
        var mode: Mode?

        func run(in context: CommandContext) async throws {
            let now = context.now
            let ledger = try await context.openLedger()
            let ended = try await ledger.unsetPrices(of: model, mode: mode, at: now)
            guard !ended.isEmpty else {
                let mode = mode.map { " for mode \($0.rawValue)" } ?? ""
                let question = try UnknownModel(model, in: ledger, at: now)?.question ?? ""
                throw Failure(
                    .failed,
                    AdviceText.joined(
                        "there is no price of yours for \(model)\(mode)\(question)",
                        "see: bursar price list"))
            }
            let book = try ledger.priceBook(at: now)
            let prices = book.inForce(at: now).filter { book.names.isSame($0.model, model) }
            try context.print(
                prices.isEmpty
                    ? "No price is known for \(TerminalText.escaped(model.text)) any more: its submissions"
                        + " need --max-cost.\n"
                    : PriceText.list(prices, style: context.tableStyle, calendar: ledger.calendar))
        }
    }
}
