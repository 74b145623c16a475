import Accounting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Reporting

extension PriceCommand {
    /// `bursar price list`: the prices in force.
    struct List: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the prices in force, and where they come from.")

        @Flag(help: "Print a bursar.prices/1 document.")
        var json = false

        func run(in context: CommandContext) async throws {
            let now = context.now
            let ledger = try await context.openLedger()
            let book = try ledger.priceBook(at: now)
            let prices = book.inForce(at: now)
            let earlier = try ledger.earlierPrices(than: prices)
            let learned = book.learnedPrices(at: now)
            guard !json else {
                let document = PricesDocument.json(
                    prices, earlier: earlier, learned: learned, asOf: now)
                return try context.print(document.prettyText + "\n")
            }
            try context.print(
                PriceText.list(
                    prices, earlier: earlier, learned: learned, style: context.tableStyle,
                    calendar: ledger.calendar))
        }
    }
}
