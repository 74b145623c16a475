import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar report` over a ledger with a bit of everything.
@Suite(.runsPrograms)
struct ReportTests {
    private static let header =
        "day,model,mode,orientation,project,submissions,settled,failed,open,unpriced,refused,"
        + "credits,usd,reserved_usd,provisional_usd"

    /// October from history, and today's submissions of every kind.
    private static func fixture(_ sandbox: SandboxChild) async throws -> CommandFixture {
        let fixture = try sandbox.fixture()
        let history = try await fixture.run("sandbox", "--history", "2026-10").output
        try await fixture.run(["import", "-"], input: history)
        try await fixture.submit("one", ["--project", "reel"])
        try await fixture.submit("[sandbox fail=no]", ["--orientation", "image"])
        try await fixture.submit("[sandbox usage=none]", ["--mode", "pro"])
        try await fixture.submit("[sandbox submit=500]", ["--project", "a,\"b\""])
        try await fixture.submit("dear", ["--max-cost", "0.01"])
        return fixture
    }

    @Test func everySectionAddsUpToTheTotals() async throws {
        let sandbox = try await SandboxChild(["--seed", "11"])
        let fixture = try await ReportTests.fixture(sandbox)
        let periods = [
            ["--month", "2026-10"], [], ["--since", "2026-10-20"], ["--until", "20261031"],
            ["--since", "2026-10-01", "--mode", "pro"],
            ["--since", "2026-10-01", "--state", "settled"],
            ["--since", "2026-10-01", "--orientation", "image"],
            ["--since", "2026-10-01", "--project", "reel"],
            ["--since", "2026-10-01", "--model", "klingai/video-v3-motion-control"],
            ["--since", "2031-01-01"],
        ]
        for period in periods {
            let report = try await fixture.document(["report"] + period)
            let totals = try #require(report["totals"])
            for section in [
                "by_mode", "by_orientation", "by_day", "by_model", "by_project", "rows",
            ] {
                let parts = try #require(report[section]?.array)
                for key in ContractTests.spendKeys {
                    let sum = parts.reduce(Decimal.zero) { $0 + $1.amount(key) }
                    #expect(sum == totals.amount(key), "\(period) \(section) \(key)")
                }
            }
            let parts = ["settled", "failed", "open", "unpriced"].map(totals.amount)
            #expect(totals.amount("submissions") == parts.reduce(0, +), "\(period)")
        }
        let all = try #require(try await fixture.document("report")["totals"])
        let today = ["submissions", "settled", "failed", "open", "unpriced", "refused"]
            .map { all[$0]?.int }
        #expect(today == [4, 1, 1, 1, 1, 1])
        #expect(all["reserved_usd"] == "11.466")
    }

    @Test func aFileNamedWithADashIsStandardOutput() async throws {
        let fixture = try CommandFixture()
        let printed = try await fixture.run("report", "--month", "2026-10", "--format", "csv")
        let written = try await fixture.run(
            "report", "--month", "2026-10", "--format", "csv", "--output", "-")
        #expect(written.status == 0 && written.output == printed.output)
        #expect(written.output.hasPrefix(ReportTests.header))
    }

    @Test func filtersPartitionWhatTheyFilter() async throws {
        let sandbox = try await SandboxChild(["--seed", "12"])
        let fixture = try await ReportTests.fixture(sandbox)
        let all = try #require(
            try await fixture.document("report", "--since", "2026-10-01")["totals"])
        for (option, values) in [
            ("--mode", ["std", "pro"]), ("--orientation", ["image", "video"]),
            (
                "--state",
                ["settled", "voided", "accepted", "unknown", "unpriced", "refused", "dispatched"]
            ),
        ] {
            let parts = try await inTurn(values) {
                try #require(
                    try await fixture.document("report", "--since", "2026-10-01", option, $0)[
                        "totals"])
            }
            for key in ContractTests.spendKeys {
                let sum = parts.reduce(Decimal.zero) { $0 + $1.amount(key) }
                #expect(sum == all.amount(key), "\(option) \(key)")
            }
        }
        let filters = try await fixture.document("report", "--mode", "pro", "--project", "x")[
            "filters"]
        #expect(filters?["mode"] == "pro" && filters?["project"] == "x")
    }

    @Test func theOtherFormatsHaveTheSameNumbers() async throws {
        let sandbox = try await SandboxChild(["--seed", "13"])
        let fixture = try await ReportTests.fixture(sandbox)
        let report = try await fixture.document("report", "--since", "2026-10-01")
        let csv = try await fixture.run("report", "--since", "2026-10-01", "--format", "csv").output
        let lines = csv.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.first.map(String.init) == ReportTests.header)
        #expect(lines.count == 1 + (report["rows"]?.array?.count ?? 0))
        #expect(csv.contains("\"a,\"\"b\"\"\""))

        let totals = try #require(report["totals"])
        let usd = try #require(totals["usd"]?.string)
        for format in [[], ["--format", "text"], ["--format", "markdown"]] {
            let text = try await fixture.run(["report", "--since", "2026-10-01"] + format).output
            #expect(text.contains(usd), "\(format)")
        }
        let markdown = try await fixture.run("report", "--format", "markdown", "--month", "2026-10")
            .output
        #expect(markdown.hasPrefix("# "))
        #expect(markdown.contains("\n| ") && markdown.contains("--: |"))
        #expect(
            try await fixture.run("report", "--format", "json").output.hasPrefix("{\n  \"schema\""))
    }

    @Test func byChoosesTheSections() async throws {
        let sandbox = try await SandboxChild(["--seed", "14"])
        let fixture = try await ReportTests.fixture(sandbox)
        let text = try await fixture.run("report", "--by", "project,model").output
        #expect(text.contains("By project") && text.contains("By model"))
        #expect(!text.contains("By day") && !text.contains("By mode "))
        let usual = try await fixture.run("report").output
        for title in ["By mode", "By orientation", "By day"] { #expect(usual.contains(title)) }
        let markdown = try await fixture.run("report", "--by", "day", "--format", "markdown").output
        #expect(!markdown.contains("orientation"))
    }

    @Test func anEmptyLedgerHasAnEmptyReport() async throws {
        let fixture = try CommandFixture()
        let report = try await fixture.document("report", "--month", "2026-02")
        #expect(report["totals", "submissions"]?.int == 0)
        #expect(report["totals", "usd"] == "0.00")
        #expect(report["rows"] == [])
        #expect(report["period", "start"] == "2026-02-01T00:00:00.000Z")
        #expect(report["period", "end"] == "2026-03-01T00:00:00.000Z")
        let csv = try await fixture.run("report", "--month", "2026-02", "--format", "csv").output
        #expect(csv == ReportTests.header + "\n")
    }

    @Test func daysAndMonthsAreThoseOfTheLedgersZone() async throws {
        for (zone, day) in [("Pacific/Auckland", "2026-10-01"), ("America/New_York", "2026-09-30")]
        {
            let fixture = try CommandFixture()
            #expect(try await fixture.run("init", "--time-zone", zone).status == 0)
            let line = #"{"reserved_at":"2026-09-30T20:00:00Z","model":"m","usd":"1"}"#
            try await fixture.run(["import", "-"], input: line)
            let report = try await fixture.document("report", "--since", "2026-09-01")
            #expect(report["period", "time_zone"]?.string == zone)
            #expect(report["by_day"]?.array?.map { $0["day"]?.string } == [day])
            let month = try await fixture.document("report", "--month", String(day.prefix(7)))
            #expect(month["totals", "submissions"]?.int == 1)
            #expect(try await fixture.run("init", "--time-zone", "Asia/Tokyo").status == 1)
            #expect(try await fixture.run("init", "--time-zone", zone).status == 0)
            #expect(try await fixture.run("init").status == 0)
        }
    }

    private static let places: [(zone: String, variables: [String: String], mark: String)] = [
        ("Europe/Berlin", [:], ","), ("America/New_York", [:], "."), ("Asia/Tokyo", [:], "."),
        ("America/Sao_Paulo", ["LANG": "en_US.UTF-8"], ","), ("UTC", [:], "."),
        ("UTC", ["LANG": "de_DE.UTF-8"], ","), ("UTC", ["LC_NUMERIC": "fr_FR"], ","),
        ("Europe/Berlin", ["LC_ALL": "en_US.UTF-8"], "."), ("Europe/Zurich", [:], "."),
        ("Asia/Tokyo", ["LC_ALL": "C", "LC_NUMERIC": "pl_PL@x"], ","),
    ]

    @Test(arguments: places)
    func aSpreadsheetGetsTheMarksOfItsCountry(
        zone: String, variables: [String: String], mark: String
    ) async throws {
        let fixture = try CommandFixture(variables)
        try await fixture.run("init", "--time-zone", zone)
        let line =
            #"{"reserved_at":"2026-10-05T10:00:00Z","model":"m","usd":"1.638","project":"é","#
            + #""generation_id":"g"}"#
        try await fixture.run(["import", "-"], input: line)
        let file = fixture.folder.path("october.csv")
        let month = ["report", "--month", "2026-10"]
        #expect(try await fixture.run(month + ["--excel", "--output", file]).status == 0)
        // A reader of text would take the mark away.
        let bytes = try #require(FileManager.default.contents(atPath: file))
        let text = String(decoding: bytes, as: UTF8.self)
        let separator = mark == "," ? ";" : ","
        #expect(text.hasPrefix("\u{FEFF}day\(separator)model\(separator)"), "\(text)")
        #expect(text.contains("\(separator)1\(mark)638\(separator)"), "\(text)")
        #expect(text.hasSuffix("\r\n") && text.contains("é"))
        let plain = try await fixture.run(month + ["--format", "csv"]).output
        #expect(try await fixture.run(month + ["--bom"]).output == "\u{FEFF}" + plain)
        for wrong in [["--bom", "--json"], ["--excel", "--format", "markdown"]] {
            let result = try await fixture.run(month + wrong)
            #expect(result.status == 64 && result.errors.contains("is for CSV, and the format is"))
        }
    }
}

extension JSON {
    /// A number, or an amount in a string.
    func amount(_ key: String) -> Decimal {
        let text = self[key]?.string ?? self[key]?.numberText ?? "not there"
        return Decimal(string: text) ?? .nan
    }
}
