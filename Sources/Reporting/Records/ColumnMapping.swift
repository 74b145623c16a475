import Accounting
import Text

/// What each column of a table is taken for: as it is stated, else by the title of the column.
///
/// A column that is named exactly like a field comes before those of other usual titles. Where two
/// columns are as good, none is taken: the amount of one may not be that of the other.
package struct ColumnMapping: Hashable, Sendable {
    /// The header, without blanks at the ends of titles.
    package let titles: [String]
    /// For each column; nil for one that nothing is made of.
    package let uses: [ColumnUse?]
    /// Whether the times of the table are in UTC, by the title of their column, and not in the ledger's
    /// zone.
    package let timesAreUTC: Bool

    /// What a person says of one column.
    package struct Statement: Hashable, Sendable {
        package let use: ColumnUse
        /// A title, or `#3` for the third column; empty where the field has no column.
        package let column: String

        package init(_ use: ColumnUse, column: String) {
            self.use = use
            self.column = column
        }
    }

    package init(header: [String], stated: [Statement] = []) throws(ColumnMappingError) {
        titles = header.map { CSVText.unguarded($0.trimmed) }
        try ColumnMapping.refuseReports(titles)
        var uses = [ColumnUse?](repeating: nil, count: titles.count)
        for statement in stated where !statement.column.isEmpty {
            let column = try ColumnMapping.column(statement.column, among: titles)
            if let other = uses[column] {
                throw ColumnMappingError(.takenTwice(other, statement.use), titles, [column])
            }
            guard !uses.contains(statement.use) else {
                throw ColumnMappingError(.statedTwice(statement.use), titles, [])
            }
            uses[column] = statement.use
        }
        try ColumnMapping.guess(&uses, titles, except: Set(stated.map(\.use)))
        self.uses = uses
        let times = uses.firstIndex(of: .field(.reservedAt))
        timesAreUTC = times.map { ColumnTitle.isUTC(header[$0]) } ?? false
        try requireFields()
    }

    /// The column of a use.
    func column(of use: ColumnUse) -> Int? { uses.firstIndex(of: use) }

    private func requireFields() throws(ColumnMappingError) {
        for field in RecordField.required where column(of: .field(field)) == nil {
            throw ColumnMappingError(.missing([field]), titles, [])
        }
        if column(of: .field(.usd)) == nil, column(of: .field(.credits)) == nil {
            throw ColumnMappingError(.missing([.usd, .credits]), titles, [])
        }
    }

    // MARK: - Guessing

    private static func guess(
        _ uses: inout [ColumnUse?], _ titles: [String], except stated: Set<ColumnUse>
    ) throws(ColumnMappingError) {
        // Exact names first: of fields, and of labels.
        var taken = stated
        for rank in [exactUses, { usualUses($0, among: titles) }] {
            var columns: [(use: ColumnUse, columns: [Int])] = []
            for (index, title) in titles.enumerated() where uses[index] == nil {
                guard let use = rank(title).first(where: { !taken.contains($0) }) else { continue }
                if let known = columns.firstIndex(where: { $0.use == use }) {
                    columns[known].columns.append(index)
                } else {
                    columns.append((use, [index]))
                }
            }
            for (use, columns) in columns {
                guard columns.count == 1 || use.isCheck else {
                    throw ColumnMappingError(.ambiguous(use), titles, columns)
                }
                for column in columns { uses[column] = use }
                taken.insert(use)
            }
        }
    }

    private static func exactUses(_ title: String) -> [ColumnUse] {
        if let key = ColumnTitle.labelKey(title) { return [.label(key)] }
        let reduced = ColumnTitle.reduced(title)
        return RecordField.allCases.filter {
            $0.isGuessedByItsName && ColumnTitle.reduced($0.rawValue) == reduced
        }.map(ColumnUse.field)
    }

    private static func usualUses(_ title: String, among titles: [String]) -> [ColumnUse] {
        let reduced = ColumnTitle.reduced(title)
        if ["currency", "currencycode"].contains(reduced) { return [.currency] }
        // The ledger's own id, in a table that has what only a ledger says.
        if reduced == "id", titles.contains(RecordField.provisional.rawValue) {
            return [.field(.id)]
        }
        if ["direction", "type", "transactiontype"].contains(reduced) { return [.direction] }
        return RecordField.allCases.filter { $0.usualTitles.contains(reduced) }
            .map(ColumnUse.field)
    }

    // MARK: - Columns by name

    /// A column by its title, exactly, else as titles are compared, else by its number.
    private static func column(_ name: String, among titles: [String]) throws(ColumnMappingError)
        -> Int
    {
        for isSame: (String) -> Bool in [
            { $0.isExactly(name) }, { ColumnTitle.reduced($0) == ColumnTitle.reduced(name) },
        ] {
            let columns = titles.indices.filter { isSame(titles[$0]) && !titles[$0].isEmpty }
            if columns.count == 1 { return columns[0] }
            if columns.count > 1 { throw ColumnMappingError(.sameTitle(name), titles, columns) }
        }
        if name.hasPrefix("#"), let number = Int(name.dropFirst()), number > 0,
            number <= titles.count
        {
            return number - 1
        }
        throw ColumnMappingError(.noSuchColumn(name), titles, [])
    }

    /// Tables of our own that have no submissions.
    private static func refuseReports(_ titles: [String]) throws(ColumnMappingError) {
        if Set(ReportCSV.amounts).isSubset(of: titles) {
            throw ColumnMappingError(.sums, titles, [])
        }
        if Set(ReconciliationReport.csvHeader).isSubset(of: titles) {
            throw ColumnMappingError(.differences, titles, [])
        }
    }
}
