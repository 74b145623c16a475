package import Accounting
import FoundationEssentials
import Text

/// The records of a table in CSV, one at a time: its header decides which column is which field.
package struct RecordTable {
    package let separator: CSVSeparator
    package let decimalMark: CellDecimalMark
    package let mapping: ColumnMapping
    private var reader: CSVReader

    /// Reads the header.
    ///
    /// - Parameters:
    ///   - decimalMark: nil where nothing is said.
    ///   - more: the next bytes; none at the end.
    /// - Throws: ``ColumnMappingError``, ``TableError``, or what `more` throws.
    package init(
        stated: [ColumnMapping.Statement] = [], decimalMark: CellDecimalMark? = nil,
        more: @escaping () throws -> [UInt8]
    ) throws {
        let head = try more()
        do {
            let start = try CSVStart(head)
            separator = start.separator
            reader = CSVReader(
                separator: separator, head: Array(head.dropFirst(start.headerOffset)),
                line: start.line, more: more)
            let header = try reader.next()
            mapping = try ColumnMapping(header: header?.cells ?? [], stated: stated)
            self.decimalMark = decimalMark ?? CellDecimalMark(separator: separator)
        } catch let error as CSVError {
            throw RecordTable.located(error, titles: [])
        }
    }

    /// The next record, and the line of its row; nil after the last.
    ///
    /// - Parameter calendar: the zone of times that name none.
    package mutating func next(in calendar: LedgerCalendar) throws -> (
        record: HistoryRecord, line: Int
    )? {
        do {
            guard let row = try reader.next() else { return nil }
            return (try record(of: row, in: calendar), row.line)
        } catch let error as CSVError {
            throw RecordTable.located(error, titles: mapping.titles)
        }
    }

    private func record(of row: CSVRow, in calendar: LedgerCalendar) throws(TableError)
        -> HistoryRecord
    {
        try requireFit(row)
        let zone = mapping.timesAreUTC ? RecordTable.utc : calendar
        let values = TableRow(mapping: mapping, mark: decimalMark, calendar: zone)
        let fields: RecordFields
        do throws(TableRow.Fault) {
            fields = RecordFields(members: try values.members(row.cells))
        } catch {
            let field = mapping.uses[error.column]?.name ?? ""
            throw TableError(
                kind: .flaw(error.flaw, field: field, value: row.cells[error.column]),
                line: row.line, column: RecordTable.name(error.column, mapping.titles))
        }
        do throws(RecordError) {
            return try RecordDocument.record(from: fields)
        } catch {
            throw TableError(
                kind: .record(error.descriptionOfCell), line: row.line,
                column: column(of: error).map { RecordTable.name($0, mapping.titles) })
        }
    }

    private static let utc = LedgerCalendar(zone: .gmt, name: "UTC")

    /// A row may lack cells of columns without a title, and may have empty ones more: both come of
    /// separators at the ends of lines.
    private func requireFit(_ row: CSVRow) throws(TableError) {
        let expected = mapping.titles.count
        let lacking = mapping.titles.dropFirst(row.cells.count)
        let surplus = row.cells.dropFirst(expected)
        guard lacking.allSatisfy(\.isEmpty), surplus.allSatisfy(\.trimmed.isEmpty) else {
            throw TableError(
                kind: .cells(row.cells.count, expected: expected), line: row.line, column: nil)
        }
    }

    /// The column that an error of a record is about.
    private func column(of error: RecordError) -> Int? {
        guard let key = error.key else { return nil }
        if key == "labels" {
            return mapping.uses.firstIndex {
                if case .label = $0 { true } else { false }
            }
        }
        // `usd or credits` is of whichever there is.
        return [RecordField(rawValue: key), .usd, .credits].compactMap(\.self).lazy
            .compactMap { mapping.column(of: .field($0)) }.first
    }

    private static func located(_ error: CSVError, titles: [String]) -> TableError {
        TableError(
            kind: .csv(error.kind, error.description), line: error.line,
            column: error.kind == .utf16 ? nil : name(error.column, titles))
    }

    private static func name(_ column: Int, _ titles: [String]) -> String {
        guard titles.indices.contains(column), !titles[column].isEmpty else {
            return "\(column + 1)"
        }
        return "'\(TerminalText.clipped(titles[column], to: 40))'"
    }
}
