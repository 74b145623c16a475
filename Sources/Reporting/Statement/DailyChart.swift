import Accounting

/// What was charged day by day, stacked by mode, with the table behind the drawing.
///
/// A span of more than two months is drawn by weeks, one of more than two years by months.
struct DailyChart {
    let report: SpendReport

    private let unit: ReportDimension
    private let days: ClosedRange<Day>?

    init(report: SpendReport) {
        self.report = report
        let used = report.rows.map(\.key.day)
        let first = report.span.firstDay ?? used.min()
        let last = report.span.lastDay ?? used.max()
        if let first, let last, first <= last {
            // A bound that lies far from anything charged would make a drawing of nothing.
            days = first...last
        } else {
            days = nil
        }
        let count = days.map { $0.upperBound.ordinal - $0.lowerBound.ordinal + 1 } ?? 0
        unit = count <= 62 ? .day : count <= 731 ? .week : .month
    }

    /// Nil where nothing was charged, or for more than a hundred years.
    var section: HTML? {
        guard let chart, !report.rows.isEmpty else { return nil }
        return HTML(
            "section", [:],
            HTML("h2", [:], HTML(chart.title)),
            HTML("div", ["class": "wide"], chart.svg), legend(of: chart), notes(of: chart),
            HTML(
                "details", [:], HTML("summary", [:], HTML("\(chart.title), as a table")),
                table(of: chart)))
    }

    private var chart: ColumnChart? {
        let names = columnNames
        guard !names.isEmpty, names.count <= 1300 else { return nil }
        let modes = report.byMode.filter { $0.spend.usd > .zero }.map(\.key)
        let sums = MergedRows.sums(of: report.rows) { key in
            Cell(name: unit.value(of: key) ?? Name(""), mode: key.mode)
        }
        let columns = names.map { name, day in
            ColumnChart.Column(
                name: name.text, label: label(name, day), isMajor: isMajor(day),
                amounts: modes.map { sums[Cell(name: name, mode: $0)]?.usd ?? .zero })
        }
        let most = columns.max { $0.total < $1.total }
        let title = "Charged per \(unit.name)"
        return ColumnChart(
            title: title,
            description: "\(title) \(report.span.phrase), \(report.totals.usd.display) in all."
                + (most.map { " The most: \($0.total.display) in \($0.name)." } ?? ""),
            series: modes.map { $0?.rawValue ?? "no mode" }, columns: columns,
            lines: limits.filter { $0.amount.nanos <= 4 * (most?.total.nanos ?? 0) })
    }

    private struct Cell: Hashable {
        let name: Name
        let mode: Mode?
    }

    /// Every day, week or month of the span, also those without a charge, with its first day.
    private var columnNames: [(name: Name, first: Day)] {
        guard let days, days.upperBound.ordinal - days.lowerBound.ordinal < 40_000 else {
            return []
        }
        var names: [(Name, Day)] = []
        for ordinal in days.lowerBound.ordinal...days.upperBound.ordinal {
            let day = Day(ordinal: ordinal)
            let key = SpendRow.Key(
                day: day, model: Name(""), mode: nil, orientation: nil, project: nil)
            guard let name = unit.value(of: key), names.last?.0 != name else { continue }
            names.append((name, day))
        }
        return names
    }

    private func label(_ name: Name, _ day: Day) -> String? {
        switch unit {
        case .week: day.dayOfMonth <= 7 ? day.monthName : nil
        case .month: day.month == 1 ? "\(day.year)" : nil
        default: "\(day.dayOfMonth)"
        }
    }

    private func isMajor(_ day: Day) -> Bool {
        switch unit {
        case .day: (day.dayOfMonth - 1) % 7 == 0
        case .week: day.month % 3 == 1
        default: true
        }
    }

    /// The limits of a day on everything that the report is about: others are not of these columns.
    private var limits: [ColumnChart.Line] {
        guard unit == .day else { return [] }
        return report.budgetsOfFilters.compactMap { entry in
            guard entry.budget.unit == .day, case .usd(let limit) = entry.budget.limit,
                report.filters.equal(entry.budget.scope)
            else { return nil }
            return ColumnChart.Line(
                name: "limit \(entry.budget.name), \(limit.display) a day", amount: limit)
        }
    }

    private func notes(of chart: ColumnChart) -> HTML {
        let hidden = limits.filter { line in !chart.lines.contains { $0.name == line.name } }
        return HTML(
            hidden.map { HTML("p", ["class": "note"], HTML("Above the drawing: \($0.name).")) })
    }

    private func legend(of chart: ColumnChart) -> HTML {
        HTML(
            "ul", ["class": "legend"],
            chart.series.enumerated().map { index, name in
                HTML("li", [:], HTML("i", ["class": "k\(index)"], []), HTML(name))
            })
    }

    private func table(of chart: ColumnChart) -> HTML {
        let titles = [unit.name] + chart.series + ["total"]
        let rows = chart.columns.map { column in
            HTML(
                "tr", [:],
                [HTML("th", ["scope": "row"], HTML(column.name))]
                    + (column.amounts + [column.total]).map {
                        HTML("td", ["class": "n"], HTML($0.display))
                    })
        }
        return HTML(
            "table", [:],
            HTML(
                "thead", [:],
                HTML(
                    "tr", [:],
                    titles.enumerated().map { index, title in
                        HTML("th", ["scope": "col", "class": index > 0 ? "n" : ""], HTML(title))
                    })), HTML("tbody", [:], rows))
    }
}
