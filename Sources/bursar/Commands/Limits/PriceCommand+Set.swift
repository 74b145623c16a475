import Accounting
import ArgumentParser
import LedgerStore
import Reporting

extension PriceCommand {
    /// `bursar price set`: a price of one's own.
    struct Set: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Set a price, from now on.",
            discussion: """
                It counts under every name of the model. What was learned from charges so far is \
                forgotten, and no charge raises this price.

                A price ten times the provider's or the last one, or a tenth of it, and a model that \
                no price, list, budget or submission names, need --force.

                Examples:
                  bursar price set klingai/video-v3-motion-control --mode pro --per-second 0.2184
                  bursar price set minimax/hailuo-2.3 --per-video 0.294 --force
                """)

        @Argument(help: "The model.", transform: ArgumentReader.name)
        var model: Name

        @Option(help: "Only for this mode (default: for all of them).")
        var mode: Mode?

        @Option(
            parsing: .unconditional, help: "Dollars per second of reference video.",
            transform: ArgumentReader.usd)
        var perSecond: USD?

        @Option(
            parsing: .unconditional, help: "Dollars per video.", transform: ArgumentReader.usd)
        var perVideo: USD?

        @Flag(help: "Set it although the price or the model looks like a slip.")
        var force = false

        func check() throws {
            guard (perSecond != nil) != (perVideo != nil) else {
                throw ValidationError("say either --per-second USD or --per-video USD")
            }
        }

        func run(in context: CommandContext) async throws {
            guard let usd = perSecond ?? perVideo else { return }
            let now = context.now
            let there = try await context.openLedger(saysMissing: false)
            let price = Price(
                model: model, mode: mode, usd: usd, unit: perSecond == nil ? .video : .second,
                source: .user, effectiveFrom: now)
            let known = try there.priceBook(at: now)
            let used = try there.usedModels().map(\.model)
            let limited = try there.budgets().compactMap(\.scope.model)
            if !force, let doubt = known.doubt(about: price, used: used + limited, at: now) {
                throw Failure(.failed, Set.words(doubt, price, in: known))
            }
            let ledger = there.isKept ? there : try await context.makeLedger()
            try await ledger.set(price, at: now)
            let book = try ledger.priceBook(at: now)
            let prices = book.inForce(at: now).filter { book.names.isSame($0.model, model) }
            try context.print(
                PriceText.list(prices, style: context.tableStyle, calendar: ledger.calendar))
        }

        private static func question(about model: Name, in book: PriceBook) -> String {
            Suggestion.nearestModel(to: model, in: book).map { " Did you mean '\($0)'?" } ?? ""
        }

        private static func words(_ doubt: PriceDoubt, _ price: Price, in book: PriceBook) -> String
        {
            switch doubt {
            case .unknownModel:
                return "no price, list, budget or submission has a model"
                    + " '\(price.model)'.\(question(about: price.model, in: book))"
                    + " Take the provider's list with: bursar price sync; if the name is right, add"
                    + " --force"
            case .farFrom(let known, let times):
                let mode = known.mode.map { " \($0.rawValue)" } ?? ""
                let length =
                    known.unit == price.unit
                    ? "" : ", for a video of \(PriceBook.comparedSeconds) s,"
                return "\(price.usd.display) per \(price.unit.rawValue) is\(length) \(times) times"
                    + " \(price.isCheaper(than: known) ? "less" : "more") than \(known.model)\(mode)"
                    + " costs by the \(known.source.rawValue) price,"
                    + " \(known.unitPrice.display) per \(known.unit.rawValue); if it is right, add"
                    + " --force"
            }
        }
    }
}
