import Accounting

/// In which order the groups of a section stand.
package enum GroupOrder: String, CaseIterable, Sendable {
    /// As their names do: days from the first to the last, `std` before `pro`, without a name last.
    case name
    /// What cost the most first.
    case amount
}

extension SpendReport {
    /// The spend of everything that has the same value in each of some dimensions.
    struct Group: Hashable, Sendable {
        /// In the order of the dimensions; nil where it has no such part.
        let values: [Name?]
        let spend: Spend
        /// What it was in the period before; nil where nothing is compared.
        let before: Spend?
    }

    /// The parts of a row's key, in the order in which tables of rows have them.
    static let partsOfRows: [ReportDimension] = [.day, .model, .mode, .orientation, .project]

    /// What has a line of its own where a report is a list of lines: each combination of some dimensions,
    /// or each row.
    func lines(by dimensions: [ReportDimension]?) -> [Group] {
        guard dimensions == nil, previous == nil, order == .name else {
            return groups(by: dimensions ?? SpendReport.partsOfRows)
        }
        return rows.map { row in
            Group(
                values: SpendReport.partsOfRows.map { $0.value(of: row.key) }, spend: row.spend,
                before: nil)
        }
    }

    /// One for each combination that has anything, now or before. They add up to the totals.
    func groups(by dimensions: [ReportDimension]) -> [Group] {
        func sums(_ rows: [SpendRow]) -> [[Name?]: Spend] {
            MergedRows.sums(of: rows) { key in dimensions.map { $0.value(of: key) } }
        }
        let now = sums(parts)
        let before = previous.map { sums($0.parts) }
        let keys = Set(now.keys).union(before.map { Set($0.keys) } ?? [])
        return keys.map { values in
            (
                zip(dimensions, values).map { $0.place(of: $1) },
                Group(
                    values: values, spend: now[values] ?? .nothing,
                    before: before.map { $0[values] ?? .nothing })
            )
        }
        .sorted { left, right in
            let (more, less) = (left.1.spend.usd, right.1.spend.usd)
            if order == .amount, more != less { return more > less }
            return left.0.lexicographicallyPrecedes(right.0)
        }
        .map(\.1)
    }
}
