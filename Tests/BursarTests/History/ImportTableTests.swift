import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `import` of CSV, as a user runs it.
@Suite(.runsPrograms)
struct ImportTableTests {
    private static let table =
        "Date,Model,Cost,ID,Notes\r\n2026-10-02,m,$1.50,a1,first\r\n2026-10-03 09:30:00,m,2.25,a2,\r\n"

    @Test func aTableIsTakenInAfterItsColumnsWereShown() async throws {
        let fixture = try CommandFixture()
        let file = try fixture.folder.file("history.csv", Array(Self.table.utf8))
        let result = try await fixture.run("import", file)
        #expect(result.status == 0 && result.output == "", "\(result.errors)")
        #expect(
            result.complaints == [
                "CSV, cells separated by commas, 5 columns:", "  Date   reserved_at",
                "  Model  model", "  Cost   usd", "  ID     source_id", "  Notes  not used",
                "Imported 2, skipped 0 that were already there.",
            ])
        let month = try await fixture.document("report", "--month", "2026-10")
        #expect(month["totals", "usd"] == "3.75")
        let again = try await fixture.run(["import", "-"], input: Self.table)
        #expect(again.complaints.last == "Imported 0, skipped 2 that were already there.")
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func aDryRunPrintsTheRecordsAndWritesNothing() async throws {
        let fixture = try CommandFixture()
        let dry = try await fixture.run(["import", "-", "--dry-run"], input: Self.table)
        #expect(dry.status == 0, "\(dry.errors)")
        #expect(
            dry.complaints.last
                == "Would import 2, and skip 0 that are already there; nothing was written.")
        let lines = try dry.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
        #expect(lines.map { $0["usd"] } == ["1.50", "2.25"])
        #expect(lines.map { $0["source_id"] } == ["a1", "a2"])
        // No ledger was made of it.
        #expect(!FileManager.default.fileExists(atPath: fixture.ledger))
        // What it prints is what an import of it takes.
        #expect(try await fixture.run(["import", "-"], input: dry.output).status == 0)
        let first = Self.table.split(separator: "\r\n").prefix(2).joined(separator: "\r\n")
        let more = first + "\r\n2026-10-04,m,1,a3,\r\n"
        let head = try await fixture.document("verify")["head"]
        let other = try await fixture.run(["import", "-", "--dry-run"], input: more)
        #expect(
            other.complaints.last
                == "Would import 1, and skip 1 that are already there; nothing was written.")
        #expect(other.output.contains("\"a3\"") && !other.output.contains("\"a1\""))
        #expect(try await fixture.document("verify")["head"] == head)
        let wrong = try await fixture.run(
            ["import", "-", "--dry-run"], input: more.replacing("$1.50", with: "9"))
        #expect(wrong.status == 1 && wrong.output == "")
        #expect(wrong.errors.contains("line 2: source a1 is already there as settled with $1.50"))
    }

    @Test func whatTitlesDoNotSayIsStated() async throws {
        let fixture = try CommandFixture()
        let table =
            "When;What;Net, USD;Gross;Shot;\n2026-10-02;m;1,5;2;=1+1;\n2026-10-03;m;2,25;3;7;\n"
        let unknown = try await fixture.run(["import", "-"], input: table)
        #expect(unknown.status == 1)
        #expect(
            unknown.complaints == [
                "bursar: standard input: no column is taken for reserved_at; the header has 'When'"
                    + " (column 1), 'What' (column 2), 'Net, USD' (column 3), 'Gross' (column 4),"
                    + " 'Shot' (column 5) and column 6; say which one it is: --map"
                    + " 'reserved_at=COLUMN'; nothing was imported"
            ])
        let result = try await fixture.run(
            [
                "import", "-", "--map", "usd=Net, USD,reserved_at=#1", "--map",
                "model=what,label:shot=Shot",
            ], input: table)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("  Shot      label:shot\n"))
        let lines = try await fixture.run("export").output.split(separator: "\n")
            .map { try JSON(parsing: String($0)) }
        #expect(lines.map { $0["usd"] } == ["1.50", "2.25"])
        #expect(lines.map { $0["labels", "shot"] } == ["=1+1", "7"])
    }

    static let refusals: [(table: String, arguments: [String], sentence: String)] = [
        (
            "Date,Model,Cost\n2026-10-02,m,1\n2026-10-02,m,\"1,234.50\"\n", [],
            "standard input, line 3, column 'Cost': usd is \"1,234.50\"; write it without marks"
        ),
        (
            "Date;Model;Cost\n2026-10-02;m;1.234\n", [],
            "number of decimals, or name the mark: --decimal-mark . or --decimal-mark ,; nothing was"
        ),
        (
            "Date,Model,Cost,Amount\n2026-10-02,m,1,2\n", [],
            "usd may be 'Cost' (column 3) or 'Amount' (column 4); say which: --map 'usd=Cost'"
        ),
        (
            "Date,Model,Cost,Cost\n2026-10-02,m,1,2\n", [],
            "usd may be 'Cost' (column 3) or 'Cost' (column 4); say which: --map 'usd=#3'"
        ),
        ("Date,Model,Cost\n2026-10-02,m,1\n2026-10-02,m\n", [], "line 3: the row has 2 cells"),
        ("Date,Model,Cost\n2026-10-02,m,1\n2100-10-02,m,1\n", [], "line 3: reserved_at is 2100-10"),
        (
            "\u{0}D\u{0}a", [],
            "line 1: it is UTF-16 text; save it as CSV in UTF-8, like this: iconv"
        ),
        ("not a table", [], "no column is taken for reserved_at; the header has 'not a table'"),
        ("{}", ["--map", "usd=Cost"], "is JSON Lines; --map and --decimal-mark are for CSV"),
    ]

    @Test(arguments: refusals)
    func whatCannotBeTakenIsNamedAndNothingIsTaken(
        table: String, arguments: [String], sentence: String
    ) async throws {
        let fixture = try CommandFixture()
        let result = try await fixture.run(["import", "-"] + arguments, input: table)
        #expect(result.status == 1)
        #expect(result.errors.contains(sentence), "\(result.errors)")
        #expect(try await fixture.document("list")["submissions"] == [])
    }

    static let usage: [(arguments: [String], sentence: String)] = [
        (["--map", "cots=Cost"], "'cots' is no field; write FIELD=COLUMN"),
        (["--map", "modle=Cost"], "Did you mean 'model'?"),
        (["--map", "Cost"], "'Cost' is no field"),
        (["--decimal-mark", "x"], "the decimal mark is '.' or ','"),
    ]

    @Test(arguments: usage)
    func aStatementThatIsNoneIsAnErrorOfUsage(arguments: [String], sentence: String) async throws {
        let fixture = try CommandFixture()
        let result = try await fixture.run(["import", "-"] + arguments, input: Self.table)
        #expect(result.status == 64)
        #expect(result.errors.contains(sentence), "\(result.errors)")
    }

    @Test func aFileThatIsNotUTF8IsNamedWithItsPlace() async throws {
        let fixture = try CommandFixture()
        let file = try fixture.folder.file(
            "latin.csv",
            Array("Date,Model,Cost,Project\n2026-10-02,m,1,".utf8) + [0x4D, 0xFC, 0x0A])
        let result = try await fixture.run("import", file)
        #expect(result.status == 1)
        #expect(
            result.errors.contains(
                "latin.csv, line 2, column 'Project': it is not UTF-8 text, but perhaps Latin-1 or"
                    + " Windows-1252; save it as CSV in UTF-8, like this: iconv -f WINDOWS-1252"
                    + " -t UTF-8; nothing was imported"), "\(result.errors)")
    }

    /// The words of our own reports lead to what has submissions.
    @Test func aReportIsNoHistory() async throws {
        let fixture = try CommandFixture()
        #expect(try await fixture.run(["import", "-"], input: Self.table).status == 0)
        for form in [[], ["--excel"], ["--by", "project,mode"]] {
            let report = try await fixture.run(
                ["report", "--month", "2026-10", "--format", "csv"] + form)
            #expect(report.status == 0, "\(report.errors)")
            let result = try await fixture.run(["import", "-"], input: report.output)
            #expect(result.status == 1)
            #expect(
                result.errors.contains(
                    "it is a report: its rows are sums, and an import takes submissions; for"
                        + " submissions: bursar export"), "\(result.errors)")
        }
    }

    /// Days and times without a zone are those of the ledger.
    @Test func timesAreInTheLedgersZone() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("init", "--time-zone", "Asia/Tokyo")
        let result = try await fixture.run(["import", "-"], input: Self.table)
        #expect(result.status == 0, "\(result.errors)")
        let times = try await fixture.run("export").output.split(separator: "\n")
            .map { try JSON(parsing: String($0))["reserved_at"] }
        #expect(times == ["2026-10-01T15:00:00.000Z", "2026-10-03T00:30:00.000Z"])
    }
}
