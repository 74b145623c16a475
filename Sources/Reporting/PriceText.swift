package import Accounting

/// Prices for people.
package enum PriceText {
    /// A table, one line for each price, ending with one newline.
    package static func list(_ prices: [Price], style: TextStyle) -> String {
        guard !prices.isEmpty else {
            return "No prices. Set one with: bursar price set MODEL --per-second USD\n"
        }
        let isDated = prices.contains { $0.effectiveFrom > .distantPast }
        var columns: [TextTable.Column] = [
            // Never cut: it is what a person types to set a price.
            .init(title: "Model", kind: .left),
            .init(title: "Mode", kind: .left),
            .init(title: "USD", kind: .decimal), .init(title: "Per", kind: .left),
            .init(title: "Source", kind: .left),
        ]
        if isDated { columns.append(.init(title: "Since", kind: .left, dropRank: 1)) }
        let rows = prices.map { price in
            let isVerified = price.source.isVerified
            var cells: [TextTable.Cell] = [
                .init(text: TerminalText.escaped(price.model)),
                .init(text: price.mode?.rawValue ?? "any"),
                .init(text: price.usd.display),
                .init(text: price.unit.rawValue),
                .init(
                    text: price.source.rawValue + (isVerified ? "" : "*"),
                    tone: isVerified ? .plain : .caution),
            ]
            let isAlways = price.effectiveFrom <= .distantPast
            if isDated {
                cells.append(.init(text: isAlways ? "always" : price.effectiveFrom.readable))
            }
            return TextTable.Row.cells(cells)
        }
        let lines = TextTable(columns: columns, rows: [.titles()] + rows).lines(style: style)
        let isVerified = prices.allSatisfy(\.source.isVerified)
        return (lines + (isVerified ? [] : ["", note])).joined(separator: "\n") + "\n"
    }

    private static let note =
        "* Inferred, not confirmed by the provider. Set your own with: bursar price set"
}
