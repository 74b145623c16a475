import Accounting

/// What `/metrics` says: the accounts, the budgets and what is open, and how long requests took.
///
/// Amounts are in dollars, written in full; Prometheus reads them as numbers of 53 bits, which is exact to the
/// nano-dollar up to nine million dollars.
struct MetricsPage {
    /// Of all days; one for each of what rows tell apart.
    let rows: [SpendRow]
    let outlooks: [BudgetOutlook]
    let open: [SubmissionState: Int]
    /// The last days of which the provider's bill was read.
    let captured: [CapturedDay]
    let durations: [(series: RequestDurations.Series, histogram: RequestDurations.Histogram)]

    /// How many days have their captured share.
    static let capturedDays = 31

    var text: String {
        var page = PrometheusText()
        addSpend(to: &page)
        addBudgets(to: &page)
        addSubmissions(to: &page)
        addCaptured(to: &page)
        addDurations(to: &page)
        return page.text
    }

    private struct SpendLabels: Hashable {
        let model, mode, orientation: String

        init(_ key: SpendRow.Key) {
            model = key.model.text
            mode = key.mode?.rawValue ?? ""
            orientation = key.orientation?.rawValue ?? ""
        }

        var pairs: [(name: String, value: String)] {
            [("model", model), ("mode", mode), ("orientation", orientation)]
        }
    }

    private func addSpend(to page: inout PrometheusText) {
        let name = "bursar_spend_usd_total"
        page.begin(
            name, .counter, "Charges and adjustments of all time in dollars; a refund lowers it.")
        var sums: [SpendLabels: USD] = [:]
        // Only what cost something: a client may name any number of models that are refused.
        for row in rows where row.spend.usd != .zero {
            sums[SpendLabels(row.key), default: .zero].accrue(row.spend.usd)
        }
        for (labels, usd) in sums.sorted(by: { left, right in
            let (left, right) = (left.key, right.key)
            return (left.model, left.mode, left.orientation)
                < (right.model, right.mode, right.orientation)
        }) {
            page.add(name, labels.pairs, usd.description)
        }
    }

    private func addBudgets(to page: inout PrometheusText) {
        let parts: [(part: String, help: String, amount: (BudgetStanding) -> USD?)] = [
            (
                "limit", "The limit of the running period, without overrides.",
                { if case .usd(let amount) = $0.window.limit { amount } else { nil } }
            ),
            ("spent", "Charged in the running period.", \.holding.spent),
            ("reserved", "Held for what is not charged yet.", \.holding.reserved),
            ("available", "What may still be reserved, overrides included.", \.available),
        ]
        for part in parts {
            let name = "bursar_budget_\(part.part)_usd"
            page.begin(name, .gauge, "\(part.help) In dollars.")
            for outlook in outlooks {
                guard let amount = part.amount(outlook.standing) else { continue }
                page.add(
                    name, [("budget", outlook.standing.budget.name.text)], amount.description)
            }
        }
    }

    private func addSubmissions(to page: inout PrometheusText) {
        let spend = rows.reduce(Spend.nothing) { $0 + $1.spend }
        let total = "bursar_submissions_total"
        page.begin(total, .counter, "Submissions that are over, and those that were refused.")
        for (outcome, count) in [
            ("failed", spend.failed), ("refused", spend.refused), ("settled", spend.settled),
        ] {
            page.add(total, [("outcome", outcome)], "\(count)")
        }
        let open = "bursar_open_submissions"
        page.begin(open, .gauge, "Submissions that hold money, by their state.")
        for state in SubmissionState.holdingMoney {
            page.add(open, [("state", state.rawValue)], "\(self.open[state] ?? 0)")
        }
    }

    private func addCaptured(to page: inout PrometheusText) {
        let name = "bursar_captured_ratio"
        page.begin(
            name, .gauge,
            "The part of the provider's bill of a day that went through here, as reconcile read it."
        )
        for day in captured.sorted(by: { $0.day < $1.day }) {
            guard let points = day.basisPoints else { continue }
            page.add(name, [("day", day.day.description)], MetricsPage.ratio(points))
        }
    }

    private func addDurations(to page: inout PrometheusText) {
        let name = "bursar_request_duration_seconds"
        page.begin(name, .histogram, "How long requests took, by route and class of status.")
        for (series, histogram) in durations {
            let labels: [(name: String, value: String)] = [
                ("route", series.route.rawValue), ("status", "\(series.statusClass)xx"),
            ]
            var count = 0
            for (bound, part) in zip(RequestDurations.boundsInMilliseconds, histogram.counts) {
                count += part
                let seconds = MetricsPage.decimal(bound, places: 3)
                page.add("\(name)_bucket", labels + [("le", seconds)], "\(count)")
            }
            page.add("\(name)_bucket", labels + [("le", "+Inf")], "\(histogram.count)")
            let sum = histogram.sum.components
            let microseconds =
                Int(sum.seconds) * 1_000_000 + Int(sum.attoseconds / 1_000_000_000_000)
            page.add("\(name)_sum", labels, MetricsPage.decimal(microseconds, places: 6))
            page.add("\(name)_count", labels, "\(histogram.count)")
        }
    }

    /// Hundredths of a percent as a part of one: `0.4730`.
    static func ratio(_ basisPoints: Int) -> String { decimal(basisPoints, places: 4) }

    /// A whole number of the last of so many decimals.
    private static func decimal(_ value: Int, places: Int) -> String {
        let digits = String(value)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return "\(padded.dropLast(places)).\(padded.suffix(places))"
    }
}
