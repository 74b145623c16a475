import Accounting
import Text

/// A section of a statement: a line for each group, with a bar as long as its charge.
struct GroupTable {
    let report: SpendReport
    let dimension: ReportDimension
    let groups: [SpendReport.Group]
    let conversion: Conversion?

    private var isCompared: Bool { report.previous.map { $0.totals != .nothing } ?? false }
    private var hasReservations: Bool { groups.contains { $0.spend.reserved != .zero } }
    private var hasFailures: Bool { groups.contains { $0.spend.failed != 0 } }

    var table: HTML {
        HTML(
            "table", ["class": "groups"],
            HTML("thead", [:], HTML("tr", [:], titles)),
            HTML("tbody", [:], groups.map(row)))
    }

    private var titles: [HTML] {
        let numbers =
            [("Charged", "")] + (conversion.map { [("≈ \($0.currency)", "")] } ?? [])
            + [("Share", "")]
            + (isCompared ? [("Before", " more"), ("Change", "")] : [])
            + (hasReservations ? [("Reserved", " more")] : []) + [("Submissions", " more")]
            + (hasFailures ? [("Failed", " more")] : [])
        return [
            HTML("th", ["scope": "col"], .name(dimension.name)),
            HTML("th", ["class": "bars", "aria-hidden": "true"], []),
        ] + numbers.map { HTML("th", ["scope": "col", "class": "n\($0.1)"], HTML($0.0)) }
    }

    private func row(_ group: SpendReport.Group) -> HTML {
        let spend = group.spend
        let before = group.before?.usd ?? .zero
        var cells = [
            name(group.values[0]), HTML("td", ["class": "bars"], bar(spend)),
            amount(spend.usd.display, in: \.spend.usd.display),
        ]
        if let conversion {
            cells.append(HTML("td", ["class": "n"], HTML(conversion.number(spend.usd))))
        }
        cells.append(HTML("td", ["class": "n"], HTML(share(spend.usd))))
        if isCompared {
            cells.append(
                amount(before.display, in: { ($0.before?.usd ?? .zero).display }, isMore: true))
            cells.append(
                amount(
                    Change.amount(from: before, to: spend.usd),
                    in: { Change.amount(from: $0.before?.usd ?? .zero, to: $0.spend.usd) }))
        }
        if hasReservations {
            cells.append(
                amount(spend.reserved.display, in: \.spend.reserved.display, isMore: true))
        }
        cells.append(HTML("td", ["class": "n more"], HTML("\(spend.submissions)")))
        if hasFailures {
            cells.append(
                HTML("td", ["class": "n more"], HTML(spend.failed == 0 ? "–" : "\(spend.failed)")))
        }
        return HTML("tr", [:], cells)
    }

    private func name(_ value: Name?) -> HTML {
        guard let value else { return HTML("th", ["scope": "row", "class": "none"], "(none)") }
        return HTML("th", ["scope": "row"], .name(value.text))
    }

    /// As long as its share. Provisional amounts are part of a bar, and lighter.
    private func bar(_ spend: Spend) -> HTML {
        ShareBar.svg(
            [
                ((spend.usd - spend.provisional).nanos, "charged"),
                (spend.provisional.nanos, "provisional"),
            ], of: report.totals.usd.nanos)
    }

    private func share(_ amount: USD) -> String {
        let total = Int128(report.totals.usd.nanos)
        guard total > 0 else { return "–" }
        let tenths = (Int128(amount.nanos) * 2000 + total) / (total * 2)
        return "\(tenths / 10).\(abs(tenths % 10)) %"
    }

    /// An amount whose decimal point is below those of the other groups.
    private func amount(
        _ text: String, in column: (SpendReport.Group) -> String, isMore: Bool = false
    ) -> HTML {
        AlignedAmount(of: groups.map(column)).cell(text, isMore: isMore)
    }
}

/// Amounts of a column with their decimal points below each other: the decimals take the room of the
/// longest.
struct AlignedAmount {
    private let decimals: Int

    init(of amounts: [String]) {
        decimals = amounts.map { AlignedAmount.fraction(of: $0).count }.max() ?? 0
    }

    func cell(_ amount: String, isMore: Bool = false) -> HTML {
        let fraction = AlignedAmount.fraction(of: amount)
        return HTML(
            "td", ["class": isMore ? "n more" : "n"],
            HTML(String(amount.dropLast(fraction.count))),
            HTML("span", ["class": "f\(decimals)"], HTML(fraction)))
    }

    /// From the decimal point on.
    private static func fraction(of amount: String) -> String {
        amount.firstIndex(of: ".").map { String(amount[$0...]) } ?? ""
    }
}
