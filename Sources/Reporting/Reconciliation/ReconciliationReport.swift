package import Accounting

/// A reconciliation as people and programs read it: the statement, and every difference in turn.
///
/// The differences are pulled one by one and written piece by piece, as there may be a hundred thousand.
package struct ReconciliationReport {
    let statement: ReconciliationStatement
    let forEachDifference: ((Difference) throws -> Void) throws -> Void

    package enum Format: String, CaseIterable, Sendable {
        case text, json, csv
    }

    /// - Parameter forEachDifference: hands over every difference, by day.
    package init(
        _ statement: ReconciliationStatement,
        forEachDifference: @escaping ((Difference) throws -> Void) throws -> Void
    ) {
        self.statement = statement
        self.forEachDifference = forEachDifference
    }

    /// Writes the report piece by piece; together the pieces end with one newline.
    ///
    /// - Parameters:
    ///   - style: the width and colour of text; the other formats have neither.
    ///   - csv: the form of CSV, for programs or for a spreadsheet.
    package func write(
        as format: Format, style: TextStyle, csv: CSVForm = .plain,
        to sink: (String) throws -> Void
    ) throws {
        switch format {
        case .text: try ReconciliationText(report: self, style: style).write(to: sink)
        case .json: try writeDocument(to: sink)
        case .csv: try writeCSV(csv, to: sink)
        }
    }

    /// What each model comes to, in the order of their names.
    var byModel: [(model: Name, totals: ReconciliationTotals)] {
        statement.byModel.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }
}
