import Accounting
import ArgumentParser
import LedgerStore
import Metering
import Reporting
import Text

extension PriceCommand {
    /// `bursar price sync`: the provider's public price list.
    struct Sync: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "sync",
            abstract: "Fetch the provider's price list.",
            discussion: """
                The list prices every video model of the endpoint. What was reserved keeps its \
                price; a price of your own still wins. bursar sync does this once a day.
                """)

        func run(in context: CommandContext) async throws {
            let meter = try await context.makingMeter()
            let progress = Progress(context: context, isQuiet: false)
            defer { progress.end() }
            let result = try await context.deliveringAlerts(meter) { _ in
                try await Interruption.watching(context) {
                    try await context.withProvider { client in
                        try await meter.syncPrices(from: client, progress.observe)
                    }
                }
            }
            progress.end()
            switch result {
            case .unchanged: try context.print("The provider's price list has not changed.\n")
            case .failed(let fault):
                throw Failure(
                    .failed,
                    "the provider's price list could not be fetched: \(fault.sentence); the prices that"
                        + " were known stay in force")
            case .taken(let models, let unreadable, let changes):
                try context.print(
                    Sync.text(models: models, unreadable: unreadable, changes: changes))
            }
        }

        private static func text(models: Int, unreadable: Int, changes: [PriceChange]) -> String {
            var lines = ["\(models) models have a price on the provider's list now."]
            if unreadable > 0 {
                lines.append("\(unreadable) have one that cannot be read; their known prices stay.")
            }
            lines += changes.map { TerminalText.escaped($0.message) }
            if changes.isEmpty { lines.append("No known price has changed.") }
            return lines.joined(separator: "\n") + "\n"
        }
    }
}

extension Ledger {
    /// What the catalogue listed for each of these prices before, where that was something else.
    func earlierPrices(than prices: [Price]) throws -> [Price: Price] {
        var earlier: [Price: Price] = [:]
        let listed = prices.filter { $0.source == .catalogue }
        for (model, prices) in Dictionary(grouping: listed, by: \.model) {
            let listings = try listings(of: model).reversed().dropFirst()
            for price in prices {
                earlier[price] = listings.lazy
                    .compactMap {
                        $0.prices.first { $0.mode == price.mode && $0.when == price.when }
                    }
                    .first { !$0.isSameAmount(as: price) }
            }
        }
        return earlier
    }
}
