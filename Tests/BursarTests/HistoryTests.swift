import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `import` and `export`: all of a file or none of it, and the same report on the other side.
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
    func aBadLineIsNamedAndNothingIsTakenIn(line: String, sentence: String) throws {
        let desk = try Desk()
        let input = [HistoryTests.good, line].joined(separator: "\n")
        for file in ["-", try desk.folder.file("history.jsonl", Array(input.utf8))] {
            let result = try desk.run(["import", file], input: file == "-" ? input : "")
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(result.complaints.count == 1, "\(result.errors)")
            #expect(result.errors.contains("line 2: "), "\(result.errors)")
            #expect(result.errors.contains(sentence), "\(result.errors)")
            #expect(result.errors.contains("nothing was imported"), "\(result.errors)")
        }
        #expect(try desk.document("list")["submissions"] == [])
        #expect(try desk.run("verify").status == 0)
    }

    @Test func aFileIsUTF8WithOrWithoutAByteOrderMark() throws {
        let desk = try Desk()
        let good = Array(HistoryTests.good.utf8)
        let marked = try desk.folder.file("marked.jsonl", [0xEF, 0xBB, 0xBF] + good)
        #expect(try desk.run("import", marked).status == 0)
        let latin = try desk.folder.file("latin.jsonl", good + [0x0A, 0xE9, 0x0A])
        let result = try desk.run("import", latin)
        #expect(result.status == 1)
        #expect(result.errors.contains("latin.jsonl, line 2: it is not UTF-8 text"))
    }

    @Test func fieldsThatNoRecordHasAreNamedOnce() throws {
        let desk = try Desk()
        let line =
            #"{"reserved_at":"2026-10-02T09:30:00Z","model":"m","usd":"1","prompt":"x","a\u001b":0}"#
        let result = try desk.run(["import", "-"], input: line + "\n" + line)
        #expect(result.status == 0)
        #expect(
            result.complaints == [
                "Imported 2, skipped 0 that were there.",
                "warning: 2 without a generation_id or an id; imported again they would count again",
                #"warning: ignored fields that no record has: a\u{1B}, prompt"#,
            ])
    }

    @Test func whatIsThereAlreadyIsSkipped() throws {
        let desk = try Desk()
        let input = HistoryTests.good + "\r\n\n" + HistoryTests.good + "\n"
        for counts in ["Imported 1, skipped 1", "Imported 0, skipped 2"] {
            let result = try desk.run(["import", "-"], input: input)
            #expect(result.complaints.first?.hasPrefix(counts) == true)
        }
        let month = try desk.document("report", "--month", "2026-10")
        #expect(month["totals", "usd"] == "1.50")
        #expect(month["totals", "credits"]?.int == 3_000_000)
    }

    @Test func anExportGivesTheSameReportElsewhere() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        for prompt in [
            "one", "two [sandbox cost=0.0005745]", "[sandbox fail=no]", "[sandbox usage=none]",
            "[sandbox submit=500]", "[sandbox submit=403]",
        ] { try desk.submit(prompt, ["--project", "tests", "--mode", "pro"]) }
        let history = try desk.run("sandbox", "--history", "2026-10").output
        #expect(try desk.run(["import", "-"], input: history).status == 0)
        try desk.run("budget", "set", "tiny", "--limit", "0.01", "--per", "day")
        #expect(try desk.submit("refused").status == 3)

        let exported = try desk.run("export")
        #expect(exported.errors == "")
        let other = try Desk()
        let imported = try other.run(["import", "-"], input: exported.output)
        #expect(imported.status == 0, "\(imported.errors)")
        for period in [["--month", "2026-10"], ["--since", "2026-01-01"], []] {
            let before = try desk.document(["report"] + period)
            let after = try other.document(["report"] + period)
            #expect(comparable(before) == comparable(after))
        }
        #expect(try other.run("export").output == exported.output)
        #expect(try other.run("verify").status == 0)
    }

    /// Without the instant it was made and the ledger it was made from.
    private func comparable(_ report: JSON) -> [JSON.Member] {
        (report.members ?? []).filter { !["generated_at", "ledger_head"].contains($0.key) }
    }
}
