import Accounting
import LosslessJSON
import Text

/// One row of a table as the members of a record, which ``RecordDocument`` checks like those of a line.
struct TableRow {
    let mapping: ColumnMapping
    let mark: CellDecimalMark
    let calendar: LedgerCalendar

    /// What is wrong with the cell of a column.
    struct Fault: Error {
        let flaw: CellFlaw
        let column: Int
    }

    /// Empty cells are none. A cell that is no value of its field is left as a text, for an error that
    /// shows it.
    func members(_ cells: [String]) throws(Fault) -> [JSON.Member] {
        var members: [JSON.Member] = []
        var labels: [JSON.Member] = []
        for (column, use) in mapping.uses.enumerated() {
            guard let use, column < cells.count else { continue }
            let cell = CSVText.unguarded(cells[column].trimmed)
            guard !cell.isEmpty else { continue }
            do throws(CellFlaw) {
                switch use {
                case .field(let field):
                    members.append(JSON.Member(field.rawValue, try value(cell, of: field)))
                case .label(let key): labels.append(JSON.Member(key.text, .string(cell)))
                case .currency:
                    guard cell.uppercased() == "USD" || cell == "$" else { throw .otherCurrency }
                case .direction:
                    let word = ColumnTitle.reduced(cell)
                    if TableRow.incoming.contains(word) { throw .noCharge }
                }
            } catch {
                throw Fault(flaw: error, column: column)
            }
        }
        return labels.isEmpty ? members : members + [JSON.Member("labels", .object(labels))]
    }

    /// The words of the provider's bill, and of others, for what is no charge.
    private static let incoming: Set = [
        "topup", "payment", "bonus", "refund", "adjustment", "creditsexpired", "init", "deposit",
        "credit", "chargeback", "reversal",
    ]

    private func value(_ cell: String, of field: RecordField) throws(CellFlaw) -> JSON {
        switch field {
        case .usd, .estimate: return .string(try amount(cell))
        case .credits, .seconds:
            let number = try amount(cell)
            return number.contains(where: \.isLetter)
                && !number.contains(/^[0-9.]+[eE][-+]?[0-9]+$/)
                ? .string(cell) : .number(number)
        case .reservedAt:
            guard let time = CellInstant.text(cell, in: calendar) else { throw .notATime }
            return .string(time)
        case .state: return .string(state(cell))
        case .mode, .orientation: return .string(cell.lowercased())
        case .provisional:
            return Bool(cell.lowercased()).map(JSON.bool) ?? .string(cell)
        case .generationID, .sourceID, .id:
            guard cell.utf8.count > 20 || cell.wholeMatch(of: /[0-9][.,]?[0-9]*E\+[0-9]+/) == nil
            else { throw .shortenedID }
            return .string(cell)
        case .model, .project, .key, .remark: return .string(cell)
        }
    }

    private func amount(_ cell: String) throws(CellFlaw) -> String {
        let number = try CellNumber(cell, mark: mark)
        if number.isNegative { throw .negative }
        return number.plain
    }

    /// The state, also in the words of providers; what still runs is none that history has.
    private func state(_ cell: String) -> String {
        let word = cell.lowercased()
        if SubmissionState(rawValue: word) != nil { return word }
        return switch StatusWords.meaning(of: cell) {
        case .completed: SubmissionState.settled.rawValue
        case .failed: SubmissionState.voided.rawValue
        case .running, nil: cell
        }
    }
}
