import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar edit`, as a person runs it who has mistyped a project.
@Suite(.runsPrograms)
struct EditCommandTests {
    private let fixture: CommandFixture

    init() async throws {
        fixture = try CommandFixture()
        let lines = [
            #"{"reserved_at":"2026-10-03T10:00:00Z","model":"m","project":"sprng","usd":"1.5","#
                + #""generation_id":"gen-1","labels":{"scene":"12","take":"3"}}"#,
            #"{"reserved_at":"2026-10-04T10:00:00Z","model":"m","project":"sprng","usd":"2","#
                + #""generation_id":"gen-2"}"#,
            #"{"reserved_at":"2026-10-05T10:00:00Z","model":"m","project":"spring","usd":"4","#
                + #""generation_id":"gen-3"}"#,
        ]
        let result = try await fixture.run(["import", "-"], input: lines.joined(separator: "\n"))
        #expect(result.status == 0, "\(result.errors)")
    }

    private func edit(_ arguments: String...) async throws -> ProgramResult {
        try await fixture.run(["edit"] + arguments)
    }

    private func byProject() async throws -> [String] {
        let report = try await fixture.run(
            "report", "--month", "2026-10", "--by", "project", "--format", "jsonl")
        return try report.output.split(separator: "\n").map { line in
            let row = try JSON(parsing: String(line))
            #expect(row["schema"] == "bursar.report_row/1")
            return "\(row["project"]?.string ?? "-") \(row["usd"]?.string ?? "-")"
        }
    }

    @Test func severalAreFiledAtOnceAndEveryReportShowsIt() async throws {
        #expect(try await byProject() == ["spring 4.00", "sprng 3.50"])
        let result = try await edit(
            "gen-1", "gen-2", "gen-3", "--project", "spring", "--reason", "mistyped")
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n").map { $0.split(separator: "  ").last }
        #expect(
            lines == [
                "project sprng → spring", "project sprng → spring", "filed so already",
            ])
        #expect(
            result.complaints == [
                "Filed 2 submissions elsewhere, with $3.50 charged; 1 was filed so already."
            ])
        #expect(try await byProject() == ["spring 7.50"])
        let csv = try await fixture.run("report", "--month", "2026-10", "--format", "focus")
        #expect(!csv.output.contains("sprng") && csv.output.contains("spring"))
        let journal = try await fixture.run("report", "--month", "2026-10", "--format", "hledger")
        #expect(!journal.output.contains("sprng") && journal.output.contains("spring"))
        #expect(try await !fixture.run("export").output.contains("sprng"))
        #expect(try await fixture.run("verify").status == 0)
        // Nothing is filed under the slip any more, so it is a slip again.
        let slip = try await edit("gen-1", "--project", "sprng", "--reason", "r")
        #expect(slip.errors.contains("Did you mean 'spring'?"), "\(slip.errors)")
    }

    @Test func theJournalKeepsTheOldFiling() async throws {
        let result = try await edit(
            "gen-1", "--no-project", "--label", "scene=13", "--no-label", "take", "--reason",
            "recut", "--json")
        let document = try JSON(parsing: result.output)
        document.hasKeys(ContractTests.submissionKeys, schema: "bursar.submission/1")
        #expect(document["project"] == .null && document["labels"] == ["scene": "13"])
        let shown = try await fixture.with(["COLUMNS": "200"]).run("show", "gen-1").output
        #expect(
            shown.contains(
                "refiled   project sprng → (none), label scene 12 → 13, label take 3 → (none): recut"
            ), "\(shown)")
        let step = try await fixture.document("show", "gen-1")["history"]?.array?.last
        #expect(step?["event"] == "refiled" && step?["reason"] == "recut")
        #expect(
            step?["from"] == ["project": "sprng", "labels": ["scene": "12", "take": "3"]])
        #expect(step?["to"] == ["project": nil, "labels": ["scene": "13"]])
        let both = try await fixture.document(
            "edit", "gen-1", "gen-2", "--project", "a", "--reason", "r")
        #expect(both["schema"] == "bursar.submissions/1")
        #expect(both["submissions"]?.array?.map { $0["project"] } == ["a", "a"])
    }

    @Test func anEditThatChangesNothingWritesNothing() async throws {
        let head = try await fixture.document("verify")["head"]
        let result = try await edit("gen-1", "--project", "sprng", "--reason", "r")
        #expect(result.status == 0)
        #expect(result.complaints == ["Nothing was changed: it is filed so already."])
        let slip = try await edit("gen-1", "gen-2", "--no-label", "tkae", "--reason", "r")
        #expect(
            slip.complaints == [
                "note: no label 'tkae' was there to take away",
                "Nothing was changed: they are filed so already.",
            ])
        #expect(try await fixture.document("verify")["head"] == head)
    }

    @Test func ofSeveralAllAreFiledOrNone() async throws {
        let result = try await edit("gen-1", "gen-9", "--project", "spring", "--reason", "r")
        #expect(result.status == 1 && result.output == "")
        #expect(result.errors.contains("there is no submission 'gen-9'"), "\(result.errors)")
        #expect(try await byProject() == ["spring 4.00", "sprng 3.50"])
    }

    @Test(arguments: [
        ([], "say what to change: --project NAME, --no-project, --label KEY=VALUE"),
        (["--project", ""], "a name has 1 to 128 characters"),
        (["--project", "a", "--no-project"], "--project a and --no-project contradict each other"),
        (["--label", "scene"], "write a label as KEY=VALUE"),
        (["--label", "a=1", "--label", "a=2"], "--label a is given twice, as '1' and '2'"),
        (["--label", "a=1", "--no-label", "a"], "--label a and --no-label a contradict"),
    ])
    func whatMakesNoSenseIsRefused(arguments: [String], sentence: String) async throws {
        let result = try await fixture.run(["edit", "gen-1", "--reason", "r"] + arguments)
        #expect(result.status == 64, "\(arguments)")
        #expect(result.errors.contains(sentence), "\(result.errors)")
        for reason in [[], ["--reason", " "]] {
            let result = try await fixture.run(["edit", "gen-1", "--project", "a"] + reason)
            #expect(result.status == 64 && result.errors.contains("reason"), "\(result.errors)")
        }
    }

    @Test func withoutALedgerThereIsNothingToEdit() async throws {
        let fixture = try CommandFixture()
        let result = try await fixture.run("edit", "abcd", "--project", "a", "--reason", "r")
        #expect(result.status == 1)
        #expect(!FileManager.default.fileExists(atPath: fixture.ledger))
    }

    /// What runs holds money in the budget that it is filed under, and goes on to its end.
    @Test func anOpenOneTakesItsReservationAlong() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        for project in ["a", "b"] {
            try await fixture.run(
                "budget", "set", project, "--limit", "5", "--per", "month", "--project", project,
                "--alert-at", "90")
        }
        let (open, _) = try await fixture.submitted(
            "x [sandbox run=1]", ["--no-wait", "--project", "a"])
        let id = try #require(open["id"]?.string)
        func held() async throws -> [String?] {
            try await fixture.document("budget", "status")["budgets"]?.array?
                .map { $0["reserved_usd"]?.string } ?? []
        }
        #expect(try await held() == ["4.914", "0.00"])
        let result = try await fixture.run("edit", id, "--project", "b", "--reason", "r")
        #expect(result.errors.contains("warning: budget 'b' is at 98 %"), "\(result.errors)")
        #expect(result.errors.contains("with $4.914 reserved."), "\(result.errors)")
        #expect(try await held() == ["0.00", "4.914"])
        #expect(try await fixture.run("wait", id, "--poll-interval", "0.2").status == 0)
        #expect(try await held() == ["0.00", "0.00"])
        #expect(try await fixture.run("verify").status == 0)
    }
}
