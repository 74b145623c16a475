import Accounting

/// Rows with one for each key, and credits that add up to those of the dollars.
struct MergedRows {
    /// Without details, sorted; those with nothing in them are left out.
    let rows: [SpendRow]
    /// With them: each row is the sum of its parts.
    let parts: [SpendRow]
    let totals: Spend

    init(_ given: [SpendRow]) {
        let rows = MergedRows.sums(of: given) { $0.withoutDetail }
            .map { SpendRow(key: $0.key, spend: $0.value) }
            .filter { $0.spend != .nothing }
            .sorted { MergedRows.place(of: $0.key) < MergedRows.place(of: $1.key) }
            .withCreditsOfTheirSum
        self.rows = rows
        totals = rows.reduce(Spend.nothing) { $0 + $1.spend }
        let hasDetails = given.contains { $0.key.detail != nil }
        parts = hasDetails ? MergedRows.parts(given, of: rows) : rows
    }

    static func sums<Key: Hashable>(
        of rows: [SpendRow], by key: (SpendRow.Key) -> Key
    ) -> [Key: Spend] {
        rows.reduce(into: [:]) { sums, row in
            let key = key(row.key)
            sums[key] = (sums[key] ?? .nothing) + row.spend
        }
    }

    /// The credits of a row are spread over its parts as over rows; what rounding leaves is in the last.
    private static func parts(_ given: [SpendRow], of rows: [SpendRow]) -> [SpendRow] {
        let merged = sums(of: given) { $0 }
            .map { SpendRow(key: $0.key, spend: $0.value) }.filter { $0.spend != .nothing }
        let byRow = Dictionary(grouping: merged) { $0.key.withoutDetail }
        return rows.flatMap { row -> [SpendRow] in
            var parts = (byRow[row.key] ?? []).sorted { order($0) < order($1) }
                .withCreditsOfTheirSum
            guard let last = parts.popLast() else { return [] }
            var spend = last.spend
            spend.credits = row.spend.credits - parts.reduce(0) { $0 + $1.spend.credits }
            return parts + [SpendRow(key: last.key, spend: spend)]
        }
    }

    /// What rounding leaves belongs where something was charged.
    private static func order(_ row: SpendRow) -> (USD, Int, String) {
        let detail = row.key.detail
        let words = [detail?.key?.text, detail?.state?.rawValue].map { $0 ?? "" }
        let labels = (detail?.labels ?? [:]).map { "\($0.key.text)=\($0.value.text)" }.sorted()
        return (row.spend.usd, row.spend.settled, (words + labels).joined(separator: "\n"))
    }

    private static func place(of key: SpendRow.Key) -> (
        Day, Name, ReportDimension.Place, ReportDimension.Place, ReportDimension.Place
    ) {
        func place(_ dimension: ReportDimension) -> ReportDimension.Place {
            dimension.place(of: dimension.value(of: key))
        }
        return (key.day, key.model, place(.mode), place(.orientation), place(.project))
    }
}
