import Accounting
import LedgerStore
import LosslessJSON
import Reporting

/// Writes down a month as it is closed: its files, their manifest, and sums for `sha256sum -c`.
enum StatementFiles {
    /// Writes a file of this name, of what its body hands over.
    typealias Write = (_ name: String, _ body: (Statement.Sink) throws -> Void) throws -> Void

    /// - Returns: the SHA-256 of the manifest.
    static func write(
        _ reading: StatementReading, _ calendar: LedgerCalendar, by write: Write
    ) throws -> String {
        let statement = try Statement(reading, calendar)
        var files: [StatementManifest.File] = []
        for file in statement.files {
            var digest = FileDigest()
            try write(file.name) { sink in
                try file.write {
                    digest.add($0)
                    try sink($0)
                }
            }
            files.append(.init(name: file.name, bytes: digest.count, sha256: digest.text))
        }
        let manifest =
            StatementManifest.json(
                of: statement, at: reading.at, closing: reading.closing(manifest: ""),
                previous: reading.previous, files: files
            ).prettyText + "\n"
        let sum = FileDigest(of: manifest).text
        try write(StatementManifest.name) { try $0(manifest) }
        try write(StatementManifest.sumsName) {
            try $0(StatementManifest.sums(files, manifest: sum))
        }
        return sum
    }
}

extension Statement {
    init(_ reading: StatementReading, _ calendar: LedgerCalendar) throws {
        let facts = try reading.spendFacts(dearest: 10)
        var report = SpendReport(
            span: SpendReport.Span(month: reading.month.first, in: calendar),
            generatedAt: reading.at, calendar: calendar, filters: .init(), rows: facts.rows,
            ledgerHead: reading.head)
        report.late = LateAdjustments(reading.adjustments, .ofThis)
        var page = report
        if let previous = facts.previous, !previous.isEmpty { page.compare(with: previous) }
        page.dearest = facts.dearest
        page.budgets = facts.windows
        self.init(
            reading.month, report: report, page: page, ledgerID: reading.ledgerID,
            forEachCharge: { try reading.forEachCharge($0) })
    }
}
