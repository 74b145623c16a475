import Accounting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Reporting

/// `bursar price`: what models cost, and who says so.
struct PriceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price",
        abstract: "See and set what models cost.",
        discussion: """
            A price of yours wins over the provider's list, and that over the ones that ship with \
            bursar, which are inferred and unverified. Where charges keep exceeding the list's or \
            the inferred one, the second highest of the last ten is reserved, at most twice the \
            price. A price counts under all names of a model. A submission keeps the price it was \
            reserved at.
            """,
        subcommands: [List.self, Set.self, Unset.self, Forget.self, Sync.self],
        defaultSubcommand: List.self)

    struct List: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the prices in force, and where they come from.")

        @Flag(help: "Print a bursar.prices/1 document.")
        var json = false

        func run(in context: CommandContext) async throws {
            let now = context.now
            let ledger = try context.openLedger()
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
                    prices, earlier: earlier, learned: learned, style: context.tableStyle))
        }
    }
}
