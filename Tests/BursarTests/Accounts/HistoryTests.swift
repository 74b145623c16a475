import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `import` and `export`: all of a file or none of it, and the same report on the other side.
@Suite(.runsPrograms)
struct HistoryTests {
    private static let good =
        #"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","usd":"1.5","generation_id":"g1"}"#

    private static let badLines: [(line: String, sentence: String)] = [
        ("{", "line 2: "), ("[]", "line 2: "), ("\"text\"", "line 2: "),
        (#"{"model":"m","usd":1}"#, "reserved_at"),
        (#"{"reserved_at":"2026-10-02T09:30:00Z","usd":1}"#, "model"),
        (#"{"reserved_at":"2026-10-02T09:30:00Z","model":"m"}"#, "usd or credits"),
        (#"{"reserved_at":"2026-13-02T09:30:00Z","model":"m","usd":1}"#, "2026-13-02T09:30:00Z"),
        (#"{"reserved_at":"yesterday","model":"m","usd":1}"#, "yesterday"),
        (#"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","usd":-1}"#, "usd"),
        (#"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","usd":"much"}"#, "much"),
        (#"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","usd":1e30}"#, "usd"),
        (#"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","credits":1.5}"#, "credits"),
        (#"{"reserved_at":"2026-10-02T09:30:00Z","model":"","usd":1}"#, "model"),
        (#"{"reserved_at":"2026-10-02T09:30:00Z","model":5,"usd":1}"#, "model"),
        (#"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","usd":1,"mode":"fast"}"#, "fast"),
        (#"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","usd":1,"state":"gone"}"#, "gone"),
        (#"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","usd":1,"usd":2}"#, "usd"),
        (
            #"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","usd":2,"generation_id":"g1"}"#,
            "g1"
        ),
    ]

    @Test(arguments: badLines)
    func aBadLineIsNamedAndNothingIsTakenIn(line: String, sentence: String) async throws {
        let fixture = try CommandFixture()
        let input = [HistoryTests.good, line].joined(separator: "\n")
        for file in ["-", try fixture.folder.file("history.jsonl", Array(input.utf8))] {
            let result = try await fixture.run(["import", file], input: file == "-" ? input : "")
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(result.complaints.count == 1, "\(result.errors)")
            #expect(result.errors.contains("line 2: "), "\(result.errors)")
            #expect(result.errors.contains(sentence), "\(result.errors)")
            #expect(result.errors.contains("nothing was imported"), "\(result.errors)")
        }
        #expect(try await fixture.document("list")["submissions"] == [])
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func aFileIsUTF8WithOrWithoutAByteOrderMark() async throws {
        let fixture = try CommandFixture()
        let good = Array(HistoryTests.good.utf8)
        let marked = try fixture.folder.file("marked.jsonl", [0xEF, 0xBB, 0xBF] + good)
        #expect(try await fixture.run("import", marked).status == 0)
        let latin = try fixture.folder.file("latin.jsonl", good + [0x0A, 0xE9, 0x0A])
        let result = try await fixture.run("import", latin)
        #expect(result.status == 1)
        #expect(result.errors.contains("latin.jsonl, line 2: it is not UTF-8 text"))
    }

    @Test func fieldsThatNoRecordHasAreNamedOnce() async throws {
        let fixture = try CommandFixture()
        let line =
            #"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","usd":"1","prompt":"x","a\u001b":0}"#
        let result = try await fixture.run(["import", "-"], input: line + "\n" + line)
        #expect(result.status == 0)
        #expect(
            result.complaints == [
                "warning: 2 without a generation_id, a source_id or an id: importing them again"
                    + " will be refused, because they cannot be told from new ones (--allow-repeats"
                    + " takes them again)",
                #"warning: ignored unknown fields: a\u{1B}, prompt"#,
                "Imported 2, skipped 0 that were already there.",
            ])
    }

    @Test func aFileOfNamelessRowsCountsOnceUnlessItIsSaidThatItIsAnother() async throws {
        let fixture = try CommandFixture()
        let line = #"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","usd":"1"}"#
        let input = "\n" + line + "\n" + line
        #expect(try await fixture.run(["import", "-"], input: input).status == 0)
        let again = try await fixture.run(["import", "-"], input: input)
        #expect(again.status == 1)
        #expect(again.complaints.first?.hasPrefix("warning: 2 without a generation_id") == true)
        #expect(
            again.complaints.last?.hasPrefix(
                "bursar: standard input, line 2: a record of 2026-10-02T09:30:00.000Z with $1.00 of m"
            )
                == true, "\(again.errors)")
        #expect(again.complaints.last?.hasSuffix("if it is another one: --allow-repeats") == true)
        let month = ["report", "--month", "2026-10"]
        #expect(try await fixture.document(month)["totals", "usd"] == "2.00")
        let other = try await fixture.run(["import", "-", "--allow-repeats"], input: input)
        #expect(
            other.status == 0
                && other.complaints == ["Imported 2, skipped 0 that were already there."])
        #expect(try await fixture.document(month)["totals", "usd"] == "4.00")
        // Of standard input that others have read a part of, only the rest.
        let file = try fixture.folder.file(
            "rest.jsonl", Array("no record\n\(line.replacing("\"1\"", with: "\"2\""))\n".utf8))
        let shell = Program(
            path: "/bin/bash",
            environment: fixture.environment.merging(["B": fixture.program.path]) { $1 })
        let rest = try await shell.run(["-c", "{ read -r; \"$B\" import -; } < '\(file)'"])
        #expect(rest.status == 0, "\(rest.errors)")
        #expect(try await fixture.document(month)["totals", "usd"] == "6.00")
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func aTextThatNoJournalTakesIsRefusedAndTheLedgerStaysInOrder() async throws {
        let fixture = try CommandFixture()
        for text in [#"\u0000"#, #"a\u0000b"#, #"\u001b[2J"#, #"\u202eevil"#, #"a\nb"#] {
            for key in ["model", "project", "key", "generation_id", "source_id"] {
                let line =
                    #"{"reserved_at":"2026-10-02T09:30:00Z","usd":"1",\#(key == "model" ? "" : #""model":"m","#)"#
                    + #""\#(key)":"\#(text)"}"#
                let result = try await fixture.run(["import", "-"], input: line)
                #expect(result.status == 1, "\(line)")
                #expect(result.errors.contains("line 1: \(key) "), "\(result.errors)")
                #expect(result.errors.contains("nothing was imported"))
            }
        }
        #expect(try await fixture.document("list")["submissions"] == [])
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func labelsAndSourcesComeThroughAnExport() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit(
            "one", ["--label", "scene=12", "--label", "take=é", "--duration", "7"])
        let line =
            #"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","usd":"1","source_id":"row 7","#
            + #""labels":{"scene":"13"},"seconds":9,"key":"ci","project":""}"#
        #expect(try await fixture.run(["import", "-"], input: line).status == 0)
        let exported = try await fixture.run("export").output
        let lines = try exported.split(separator: "\n").map { try JSON(parsing: String($0)) }
        #expect(lines.map { $0["labels", "scene"] } == ["13", "12"])
        #expect(lines.map { $0["seconds"]?.int } == [9, 7])
        #expect(lines.map { $0["source_id"] } == ["row 7", .null])
        let other = try CommandFixture()
        #expect(try await other.run(["import", "-"], input: exported).status == 0)
        #expect(try await other.run("export").output == exported)
        let again = try await other.run(["import", "-"], input: line)
        #expect(again.complaints.last == "Imported 0, skipped 1 that were already there.")
        let contradiction = try await other.run(
            ["import", "-"], input: line.replacing("\"1\"", with: "\"2\""))
        #expect(
            contradiction.errors.contains("source row 7 is already there as settled with $1.00"))
    }

    @Test func whatIsThereAlreadyIsSkipped() async throws {
        let fixture = try CommandFixture()
        let input = HistoryTests.good + "\r\n\n" + HistoryTests.good + "\n"
        for counts in ["Imported 1, skipped 1", "Imported 0, skipped 2"] {
            let result = try await fixture.run(["import", "-"], input: input)
            #expect(result.complaints.first?.hasPrefix(counts) == true)
        }
        let month = try await fixture.document("report", "--month", "2026-10")
        #expect(month["totals", "usd"] == "1.50")
        #expect(month["totals", "credits"]?.int == 3_000_000)
    }

    @Test func anExportGivesTheSameReportElsewhere() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        for prompt in [
            "one", "two [sandbox cost=0.0005745]", "[sandbox fail=no]", "[sandbox usage=none]",
            "[sandbox submit=500]", "[sandbox submit=403]",
        ] { try await fixture.submit(prompt, ["--project", "tests", "--mode", "pro"]) }
        let history = try await fixture.run("sandbox", "--history", "2026-10").output
        #expect(try await fixture.run(["import", "-"], input: history).status == 0)
        try await fixture.run("budget", "set", "tiny", "--limit", "0.01", "--per", "day")
        #expect(try await fixture.submit("refused").status == 3)

        let exported = try await fixture.run("export")
        #expect(exported.errors == "")
        let other = try CommandFixture()
        let imported = try await other.run(["import", "-"], input: exported.output)
        #expect(imported.status == 0, "\(imported.errors)")
        for period in [["--month", "2026-10"], ["--since", "2026-01-01"], []] {
            let before = try await fixture.document(["report"] + period)
            let after = try await other.document(["report"] + period)
            #expect(comparable(before) == comparable(after))
        }
        #expect(try await other.run("export").output == exported.output)
        #expect(try await other.run("verify").status == 0)
    }

    /// Without the instant it was made and the ledger it was made from.
    private func comparable(_ report: JSON) -> [JSON.Member] {
        (report.members ?? []).filter { !["generated_at", "ledger_head"].contains($0.key) }
    }
}
