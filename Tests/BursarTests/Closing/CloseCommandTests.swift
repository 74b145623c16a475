import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar close` and `bursar verify --statement`, as an accountant uses them.
@Suite(.runsPrograms)
struct CloseCommandTests {
    private static func record(
        _ day: String, _ usd: String, _ id: String, state: String = "settled"
    ) -> String {
        #"{"reserved_at":"\#(day)T10:00:00Z","model":"m","mode":"pro","usd":"\#(usd)","#
            + #""generation_id":"\#(id)","state":"\#(state)"}"#
    }

    /// September and October 2026, which are over.
    private static func fixture(_ more: [String] = []) async throws -> CommandFixture {
        let fixture = try CommandFixture()
        let lines = [record("2026-09-03", "2.5", "a"), record("2026-10-04", "4", "b")] + more
        let taken = try await fixture.run(["import", "-"], input: lines.joined(separator: "\n"))
        #expect(taken.status == 0, "\(taken.errors)")
        return fixture
    }

    private static func close(
        _ month: String, _ fixture: CommandFixture, _ more: [String] = []
    ) async throws -> ProgramResult {
        let folder = fixture.folder.path("reports/\(month)")
        return try await fixture.run(["close", "--month", month, "--output", folder] + more)
    }

    private static func verify(_ month: String, _ fixture: CommandFixture) async throws
        -> ProgramResult
    {
        try await fixture.run(
            "verify", "--statement", fixture.folder.path("reports/\(month)"))
    }

    private static func files(_ month: String, _ fixture: CommandFixture) throws -> [String: Data] {
        let folder = fixture.folder.path("reports/\(month)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, FileManager.default.contents(atPath: "\(folder)/\($0)") ?? Data())
            })
    }

    @Test func aStatementIsWrittenOnceAndTheSameAgain() async throws {
        let fixture = try await Self.fixture()
        let closed = try await Self.close("2026-09", fixture)
        #expect(closed.status == 0, "\(closed.errors)")
        #expect(closed.output.hasPrefix("Closed 2026-09: $2.50 charged.\n"))
        let files = try Self.files("2026-09", fixture)
        #expect(files.count == 12 && files.values.allSatisfy { !$0.isEmpty })
        #expect(try await Self.verify("2026-09", fixture).status == 0)

        let again = try await Self.close("2026-09", fixture)
        #expect(again.status == 0 && again.output.contains("is its statement"))

        // A late charge changes nothing of it, and a folder that is lost comes back as it was.
        let late = try await fixture.run(
            ["import", "-"], input: Self.record("2026-09-05", "1.25", "c"))
        #expect(late.status == 0)
        try FileManager.default.removeItem(atPath: fixture.folder.path("reports/2026-09"))
        let back = try await Self.close("2026-09", fixture)
        #expect(back.status == 0 && back.output.contains("again"), "\(back.errors)")
        #expect(try Self.files("2026-09", fixture) == files)
        let checked = try await Self.verify("2026-09", fixture)
        #expect(checked.status == 0 && checked.errors.contains("1 adjustment of 2026-09"))
        // No temporary folder is left.
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path("reports"))
                == ["2026-09"])
    }

    @Test func theNextStatementListsWhatCameLater() async throws {
        let fixture = try await Self.fixture()
        _ = try await Self.close("2026-09", fixture)
        _ = try await fixture.run(
            ["import", "-"], input: Self.record("2026-09-05", "1.25", "c"))
        let id = try await fixture.document("list", "--until", "2026-09-03")["submissions"]?
            .array?.first?["id"]?.string
        let corrected = try await fixture.run(
            "resolve", try #require(id), "--charged", "2", "--reason", "a refund")
        #expect(corrected.status == 0, "\(corrected.errors)")

        let live = try await fixture.document("report", "--month", "2026-09")
        #expect(live["totals", "usd"] == "3.25" && live["closing", "usd"] == "2.50")
        #expect(live["closing", "since"]?["usd"] == "0.75")
        let next = try await fixture.document("report", "--month", "2026-10")
        #expect(next["closed_month_adjustments", "usd"] == "0.75" && next["due_usd"] == .null)
        let filtered = try await fixture.document(
            "report", "--month", "2026-10", "--mode", "pro")
        #expect(filtered["closed_month_adjustments", "usd"] == "0.75")

        let closed = try await Self.close("2026-10", fixture)
        #expect(closed.output.contains("2 adjustments of closed months: $0.75"), "\(closed.errors)")
        #expect(closed.output.contains("to be paid: $4.75"))
        let text = try #require(Self.files("2026-10", fixture)["2026-10.json"])
        let json = try JSON(parsing: String(decoding: text, as: UTF8.self))
        #expect(json["totals", "usd"] == "4.00" && json["due_usd"] == "4.75")
        #expect(json["closed_month_adjustments", "items"]?.array?.count == 2)
        #expect(try await Self.verify("2026-10", fixture).status == 0)
        let verified = try await fixture.document("verify")
        #expect(verified["ok"] == true && verified["statement"] == .null)
    }

    @Test func whatIsNotFinalNeedsAnyway() async throws {
        let fixture = try await Self.fixture([
            Self.record("2026-09-06", "0.75", "u", state: "unpriced")
        ])
        let refused = try await Self.close("2026-09", fixture)
        #expect(refused.status == 1 && refused.errors.contains("1 unpriced ($0.75 reserved)"))
        #expect(refused.errors.contains("--anyway"))
        #expect(!FileManager.default.fileExists(atPath: fixture.folder.path("reports/2026-09")))
        let closed = try await Self.close("2026-09", fixture, ["--anyway"])
        #expect(closed.status == 0 && closed.output.contains("Left: 1 unpriced ($0.75 reserved)."))
    }

    @Test(arguments: [
        ("2199-01", "is not over"), ("2026-08", "the first submission is of 2026-09"),
    ])
    func aMonthThatCannotBeClosedIsLeftAlone(month: String, words: String) async throws {
        let fixture = try await Self.fixture()
        let result = try await Self.close(month, fixture)
        #expect(result.status == 1 && result.errors.contains(words), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: fixture.folder.path("reports")))
    }

    @Test func anEmptyNameIsNoFolder() async throws {
        let result = try await CommandFixture().run("close", "--month", "2026-09", "--output", "")
        #expect(result.status == 64 && result.errors.contains("--output"), "\(result.errors)")
    }

    @Test func withoutALedgerNoneIsMade() async throws {
        let fixture = try CommandFixture()
        let result = try await Self.close("2026-09", fixture)
        #expect(result.status == 1 && result.errors.contains("nothing was submitted yet"))
        #expect(!FileManager.default.fileExists(atPath: fixture.ledger))
    }

    @Test func somebodysFilesAreNotOverwritten() async throws {
        let fixture = try await Self.fixture()
        let folder = fixture.folder.path("reports/2026-09")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let note = "\(folder)/note"
        try Data("mine".utf8).write(to: URL(fileURLWithPath: note))
        let refused = try await Self.close("2026-09", fixture)
        #expect(refused.status == 1 && refused.errors.contains("--output"))
        #expect(try Self.files("2026-09", fixture) == ["note": Data("mine".utf8)])
        #expect(try await fixture.document("report", "--month", "2026-09")["closing"] == .null)
        // An empty folder is as good as none.
        try FileManager.default.removeItem(atPath: note)
        #expect(try await Self.close("2026-09", fixture).status == 0)
    }

    /// What is done to the folder, and what is said of it.
    static let damages: [(String, String)] = [
        ("echo x >> 2026-09.txt", "2026-09.txt was changed"),
        ("rm 2026-09.focus.csv", "2026-09.focus.csv is missing"),
        ("sed -i s/2.50/2.40/ manifest.json", "is not the one that 2026-09 was closed with"),
        ("rm manifest.json", "manifest.json is missing"),
        ("echo nonsense > manifest.json", "is no manifest"),
        ("echo x >> SHA256SUMS", "SHA256SUMS is missing, or was changed"),
    ]

    @Test(arguments: damages)
    func aChangedFolderIsNamed(command: String, finding: String) async throws {
        let fixture = try await Self.fixture()
        _ = try await Self.close("2026-09", fixture)
        let folder = fixture.folder.path("reports/2026-09")
        let shell = Program(path: "/bin/sh", environment: ["PATH": "/usr/bin:/bin"])
        #expect(try await shell.run(["-c", "cd '\(folder)' && \(command)"]).status == 0)
        let result = try await Self.verify("2026-09", fixture)
        #expect(result.status == 5 && result.output.contains(finding), "\(result.output)")
        #expect(try await Self.close("2026-09", fixture).status == 5)
    }

    @Test func theSumsAreThoseOfTheShell() async throws {
        let fixture = try await Self.fixture()
        _ = try await Self.close("2026-09", fixture)
        let folder = fixture.folder.path("reports/2026-09")
        let shell = Program(path: "/bin/sh", environment: ["PATH": "/usr/bin:/bin"])
        let checked = try await shell.run([
            "-c", "cd '\(folder)' && sha256sum --strict -c SHA256SUMS",
        ])
        #expect(checked.status == 0 && checked.output.split(separator: "\n").count == 11)
    }

    @Test func anotherLedgerAndAnOlderBackupAreToldApart() async throws {
        let fixture = try await Self.fixture()
        let copy = fixture.folder.path("copy.sqlite")
        #expect(try await fixture.run("backup", copy).status == 0)
        _ = try await Self.close("2026-09", fixture)
        let folder = fixture.folder.path("reports/2026-09")
        let old = try await fixture.with(["BURSAR_LEDGER": copy]).run(
            "verify", "--statement", folder)
        #expect(old.status == 5 && old.output.contains("has not closed 2026-09"), "\(old.output)")
        let other = try await Self.fixture().run("verify", "--statement", folder)
        #expect(other.status == 5 && other.output.contains("another ledger"), "\(other.output)")
        let document = try await Self.fixture().document("verify", "--statement", folder)
        #expect(document["ok"] == false && document["schema"] == "bursar.verify/1")
    }

    /// The books of two statements: the expenses and what is reserved are those of the reports.
    @Test(.needs(.plainTextAccounting)) func theJournalsOfStatementsAddUp() async throws {
        let fixture = try await Self.fixture([
            Self.record("2026-09-06", "0.75", "u", state: "unpriced"),
            Self.record("2026-10-07", "0.5", "v", state: "unpriced"),
        ])
        _ = try await Self.close("2026-09", fixture, ["--anyway"])
        let id = try await fixture.document("list", "--state", "unpriced")["submissions"]?.array?
            .last?["id"]?.string
        #expect(
            try await fixture.run(
                "resolve", try #require(id), "--charged", "0.7", "--reason", "the bill"
            ).status == 0)
        _ = try await fixture.run(
            ["import", "-"], input: Self.record("2026-09-05", "1.25", "c"))
        #expect(try await Self.close("2026-10", fixture, ["--anyway"]).status == 0)
        let books = ["2026-09", "2026-10"].flatMap {
            ["-f", fixture.folder.path("reports/\($0)/\($0).journal")]
        }
        let hledger = Program(
            path: try #require(Tool.path("hledger")), environment: fixture.environment)
        for check in [["-s"], ["ordereddates"]] {
            #expect(try await hledger.run(books + ["check"] + check).status == 0)
        }
        let balance = try await hledger.run(
            books + ["bal", "-M", "-N", "--depth", "3", "Expenses", "Reserved", "-O", "csv"])
        let lines = balance.output.split(separator: "\n").map(String.init)
        #expect(
            lines.dropFirst() == [
                #""Assets:AIML-API:Reserved","0.750000000 USD","-0.250000000 USD""#,
                #""Expenses:AIML-API:M","2.500000000 USD","5.950000000 USD""#,
            ], "\(balance.output)")
    }

    /// Killed at any of its renames or commits, the same command finishes it.
    @Test(.needs(.strace), arguments: ["rename", "mkdir", "fsync", "fdatasync"])
    func aClosingThatIsKilledIsFinishedByTheSameCommand(call: String) async throws {
        for number in 1...3 {
            let fixture = try await Self.fixture()
            let folder = fixture.folder.path("reports/2026-09")
            let arguments = ["close", "--month", "2026-09", "--output", folder]
            _ = try await fixture.program.signalled("KILL", at: call, number).run(arguments)
            let result = try await fixture.run(arguments)
            #expect(result.status == 0, "\(call) \(number): \(result.errors)")
            #expect(try await Self.verify("2026-09", fixture).status == 0, "\(call) \(number)")
            #expect(try await fixture.run("verify").status == 0)
            let left = try FileManager.default.contentsOfDirectory(
                atPath: fixture.folder.path("reports"))
            #expect(left == ["2026-09"], "\(call) \(number)")
        }
    }
}
