import Accounting

/// Columns of stacked amounts as SVG, with a scale and lines at limits.
///
/// It is drawn in whole units, so that the same numbers always give the same text. Colours are classes
/// of the page: `s0` is the first series, from the bottom.
struct ColumnChart {
    struct Column {
        /// For a tooltip and for readers of the image: `2026-10-07`.
        let name: String
        /// Below the column; nil for none.
        let label: String?
        /// Whether the label stays where there is room for few.
        let isMajor: Bool
        /// One for each series, from the bottom up.
        let amounts: [USD]

        var total: USD { amounts.reduce(.zero, +) }
    }

    struct Line {
        let name: String
        let amount: USD
    }

    let title: String
    let description: String
    let series: [String]
    let columns: [Column]
    let lines: [Line]

    private static let width = 8000
    private static let height = 2700
    private static let left = 760
    private static let right = 60
    private static let top = 200
    private static let bottom = 360

    private var plotHeight: Int { ColumnChart.height - ColumnChart.top - ColumnChart.bottom }
    private var base: Int { ColumnChart.height - ColumnChart.bottom }
    private var scale: ChartScale {
        ChartScale(reaching: (columns.map(\.total) + lines.map(\.amount)).max() ?? .zero)
    }

    var svg: HTML {
        let scale = scale
        return HTML(
            "svg",
            [
                "class": "chart", "role": "img", "aria-label": title,
                "viewBox": "0 0 \(ColumnChart.width) \(ColumnChart.height)",
            ],
            [HTML("title", [:], HTML(title)), HTML("desc", [:], HTML(description))]
                + scale.ticks.map { grid($0, scale) } + bars(scale) + [axis]
                + lines.map { limit($0, scale) })
    }

    private func y(_ amount: USD, _ scale: ChartScale) -> Int {
        base - scale.height(of: amount, in: plotHeight)
    }

    private func grid(_ amount: USD, _ scale: ChartScale) -> HTML {
        let y = y(amount, scale)
        return HTML(
            "g", ["class": "grid"],
            ColumnChart.line(y),
            HTML(
                "text", ["x": "\(ColumnChart.left - 90)", "y": "\(y + 45)", "class": "tick"],
                HTML(ColumnChart.words(of: amount, among: scale.ticks))))
    }

    /// Cents at every line or at none.
    private static func words(of amount: USD, among ticks: [USD]) -> String {
        let isWhole = ticks.allSatisfy { $0.nanos % USD.nanosPerDollar == 0 }
        if isWhole { return "$\(amount.nanos / USD.nanosPerDollar)" }
        let isOfCents = ticks.allSatisfy { $0.nanos % (USD.nanosPerDollar / 100) == 0 }
        return isOfCents ? amount.cents(.nearest) : amount.display
    }

    private var axis: HTML { HTML("g", ["class": "axis"], ColumnChart.line(base)) }

    private func limit(_ line: Line, _ scale: ChartScale) -> HTML {
        let y = y(line.amount, scale)
        return HTML(
            "g", ["class": "limit"],
            ColumnChart.line(y),
            HTML(
                "text", ["x": "\(ColumnChart.width - ColumnChart.right)", "y": "\(y - 45)"],
                HTML(line.name)))
    }

    private static func line(_ y: Int) -> HTML {
        HTML(
            "line", ["x1": "\(left)", "x2": "\(width - right)", "y1": "\(y)", "y2": "\(y)"], [])
    }

    private func bars(_ scale: ChartScale) -> [HTML] {
        let room = ColumnChart.width - ColumnChart.left - ColumnChart.right
        let count = max(1, columns.count)
        return columns.enumerated().map { index, column in
            let start = ColumnChart.left + room * index / count
            let end = ColumnChart.left + room * (index + 1) / count
            // Narrow columns have no room to lose; wide ones stay slim.
            let gap = max(10, (end - start) / 5, (end - start - 700) / 2)
            return HTML(
                "g", [:],
                [HTML("title", [:], HTML("\(column.name): \(column.total.display)"))]
                    + parts(column, x: start + gap / 2, width: max(20, end - start - gap), scale)
                    + label(column, at: (start + end) / 2))
        }
    }

    private func parts(_ column: Column, x: Int, width: Int, _ scale: ChartScale) -> [HTML] {
        var sum = USD.zero
        return column.amounts.enumerated().compactMap { index, amount in
            guard amount > .zero else { return nil }
            let low = y(sum, scale)
            sum += amount
            let high = y(sum, scale)
            guard high < low else { return nil }
            return HTML(
                "rect",
                [
                    "class": "s\(index)", "x": "\(x)", "y": "\(high)", "width": "\(width)",
                    "height": "\(low - high)",
                ], [])
        }
    }

    private func label(_ column: Column, at x: Int) -> [HTML] {
        guard let label = column.label else { return [] }
        return [
            HTML(
                "text",
                [
                    "class": column.isMajor ? "day major" : "day", "x": "\(x)",
                    "y": "\(base + 180)",
                ], HTML(label))
        ]
    }
}
