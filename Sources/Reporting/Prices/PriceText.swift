package import Accounting
import Text

/// Prices for people.
package enum PriceText {
    /// A table, one line for each price, ending with one newline.
    ///
    /// - Parameters:
    ///   - earlier: what the provider listed for a price before, where that was different.
    ///   - learned: where the learned ones come from.
    package static func list(
        _ prices: [Price], earlier: [Price: Price] = [:], learned: [LearnedPrice] = [],
        style: TextStyle, calendar: LedgerCalendar
    ) -> String {
        guard !prices.isEmpty else {
            return style.text("No prices.", .setPrice) + "\n"
        }
        let isDated = prices.contains { $0.effectiveFrom > .distantPast }
        let isConditional = prices.contains { !$0.when.isEmpty }
        var columns: [TextTable.Column] = [
            // Never cut: it is what a person types to set a price.
            .init(title: "Model", kind: .left),
            .init(title: "Mode", kind: .left),
        ]
        if isConditional { columns.append(.init(title: "When", kind: .left)) }
        columns += [
            .init(title: "USD", kind: .decimal), .init(title: "Per", kind: .left),
            .init(title: "Source", kind: .left),
        ]
        if isDated { columns.append(.init(title: "Since", kind: .left, dropRank: 1)) }
        if !earlier.isEmpty { columns.append(.init(title: "Before", kind: .left, dropRank: 2)) }
        let rows = prices.map { price in
            let isVerified = price.source.isVerified
            var cells: [TextTable.Cell] = [
                .init(text: TerminalText.escaped(price.model.text)),
                .init(text: price.mode?.rawValue ?? "any"),
            ]
            if isConditional {
                let conditions = price.conditions.map { "\($0.name)=\($0.value)" }
                cells.append(
                    .init(text: TerminalText.escaped(conditions.joined(separator: " "))))
            }
            cells += [
                .init(text: price.usd.display), .init(text: price.units),
                .init(
                    text: price.source.rawValue + (isVerified ? "" : "*"),
                    tone: isVerified ? .plain : .caution),
            ]
            let isAlways = price.effectiveFrom <= .distantPast
            if isDated {
                cells.append(
                    .init(text: isAlways ? "always" : calendar.local(price.effectiveFrom).minutes))
            }
            if !earlier.isEmpty {
                let before = earlier[price].map { "\($0.usd.display) per \($0.units)" }
                cells.append(.init(text: before ?? ""))
            }
            return TextTable.Row.cells(cells)
        }
        let lines = TextTable(columns: columns, rows: [.titles()] + rows).lines(style: style)
        let isVerified = prices.allSatisfy(\.source.isVerified)
        let inferred = style.text("* Inferred, not confirmed by the provider.", .setOwnPrice)
        let notes = learned.map { origin(of: $0, style) } + (isVerified ? [] : [inferred])
        return (lines + (notes.isEmpty ? [] : [""]) + notes).joined(separator: "\n") + "\n"
    }

    private static func origin(of learned: LearnedPrice, _ style: TextStyle) -> String {
        let model = TerminalText.escaped(learned.price.model.text)
        let mode = learned.price.mode.map { " \($0.rawValue)" } ?? ""
        return style.text(
            "learned: \(learned.submissions.count) of the last"
                + " \(Count.text(learned.lookedAt, "charge")) of \(model)\(mode) were above the"
                + " \(learned.named.source.rawValue) price, \(learned.named.unitPrice.display) per"
                + " \(learned.named.unit.rawValue).", .forgetPrice(model: learned.price.model))
    }
}

extension Price {
    /// `second`, or `10 seconds`.
    fileprivate var units: String { per == 1 ? unit.rawValue : "\(per) \(unit.rawValue)s" }
}
