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
            bursar, which are inferred and unverified. A submission keeps the price it was \
            reserved at.
            """,
        subcommands: [List.self, Set.self, Sync.self], defaultSubcommand: List.self)

    struct List: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the prices in force, and where they come from.")

        @Flag(help: "Print a bursar.prices/1 document.")
        var json = false

        func run(in context: CommandContext) async throws {
            let now = context.now
            let ledger = try context.openLedger()
            let prices = try ledger.priceBook().inForce(at: now)
            let earlier = try ledger.earlierPrices(than: prices)
            try context.print(
                json
                    ? PricesDocument.json(prices, earlier: earlier, asOf: now).prettyText + "\n"
                    : PriceText.list(prices, earlier: earlier, style: context.tableStyle))
        }
    }

    struct Set: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Set a price, from now on.",
            discussion: """
                Examples:
                  bursar price set klingai/video-v3-motion-control --mode pro --per-second 0.2184
                  bursar price set minimax/hailuo-2.3 --per-video 0.294
                """)

        @Argument(help: "The model.", transform: ArgumentReader.name)
        var model: String

        @Option(help: "Only for this mode (default: for all of them).")
        var mode: Mode?

        @Option(
            parsing: .unconditional, help: "Dollars per second of reference video.",
            transform: ArgumentReader.usd)
        var perSecond: USD?

        @Option(
            parsing: .unconditional, help: "Dollars per video.", transform: ArgumentReader.usd)
        var perVideo: USD?

        func validate() throws {
            guard (perSecond != nil) != (perVideo != nil) else {
                throw ValidationError("say either --per-second USD or --per-video USD")
            }
        }

        func run(in context: CommandContext) async throws {
            guard let usd = perSecond ?? perVideo else { return }
            let now = context.now
            let ledger = try context.makeLedger()
            try ledger.set(
                Price(
                    model: model, mode: mode, usd: usd, unit: perSecond == nil ? .video : .second,
                    source: .user, effectiveFrom: now), at: now)
            let prices = try ledger.priceBook().inForce(at: now).filter { $0.model == model }
            try context.print(PriceText.list(prices, style: context.tableStyle))
        }
    }
}
