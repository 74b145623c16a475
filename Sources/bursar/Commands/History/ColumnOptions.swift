import ArgumentParser
import Reporting
import Text

/// What is said on the command line of the columns of a table.
struct ColumnOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Which column of a CSV file is which field, where its title does not say it: \
            usd=Cost,label:scene=Shot. A column may be #3, the third; FIELD= has none.
            """, valueName: "field=column,…"),
        transform: ColumnOptions.statements)
    var map: [[ColumnMapping.Statement]] = []

    @Option(
        help: ArgumentHelp(
            """
            The decimal mark of a CSV file, '.' or ',' (default: a point; where cells are separated \
            by semicolons, whichever a number shows).
            """, valueName: "mark"),
        transform: ColumnOptions.decimalMark)
    var decimalMark: CellDecimalMark?

    var areGiven: Bool { !map.isEmpty || decimalMark != nil }
    var stated: [ColumnMapping.Statement] { map.flatMap(\.self) }
    var mark: CellDecimalMark? { decimalMark }

    /// `usd=Cost,reserved_at=Date`. A comma that no field follows is one of the title before it.
    static func statements(_ text: String) throws -> [ColumnMapping.Statement] {
        var statements: [ColumnMapping.Statement] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = sides[0].trimmed
            if sides.count == 2, let use = ColumnUse(name: name) {
                statements.append(ColumnMapping.Statement(use, column: sides[1].trimmed))
            } else if sides.count == 1, let last = statements.popLast(), !last.column.isEmpty {
                statements.append(
                    ColumnMapping.Statement(last.use, column: "\(last.column),\(part)"))
            } else {
                throw unknownField(name)
            }
        }
        return statements
    }

    private static func unknownField(_ name: String) -> ValidationError {
        let names = RecordField.allCases.map(\.rawValue)
        return ValidationError(
            "'\(name)' is no field; write FIELD=COLUMN, where FIELD is one of"
                + " \(names.joined(separator: ", ")) or label:KEY."
                + Suggestion.question(about: name, among: names))
    }

    static func decimalMark(_ text: String) throws -> CellDecimalMark {
        guard text == "." || text == ",", let mark = CellDecimalMark(rawValue: text) else {
            throw ValidationError("the decimal mark is '.' or ','")
        }
        return mark
    }
}
