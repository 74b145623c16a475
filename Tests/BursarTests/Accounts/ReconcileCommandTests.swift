import Accounting
import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `reconcile` and `import --from-provider`, against a sandbox whose books differ on purpose.
@Suite(.runsPrograms)
struct ReconcileCommandTests {
    private let sandbox: SandboxChild
    private let fixture: CommandFixture
    /// The first of a month that began so long ago that a bill has what ended before it.
    private let monthStart: Day
    /// From the month before that one on.
    private let since: Day
    private let period: [String]

    init() async throws {
        sandbox = try await SandboxChild(["--charge-lag", "0"])
        fixture = try sandbox.fixture()
        let landed = Instant.now.advanced(bySeconds: -Reconciliation.landingSeconds)
        monthStart = LedgerCalendar(zone: .gmt).day(of: landed).startOfMonth
        since = monthStart.advanced(by: -1).startOfMonth
        period = ["--since", "\(since)"]
    }

    private func plant(_ json: String) async throws {
        let answer = await sandbox.control("books", json)
        #expect(answer.contains("sandbox.books/1"), "\(answer)")
    }

    /// Submissions that the bill will have otherwise, charges of nobody, and history that differs.
    private func plantEverything() async throws {
        for words in ["", "bookings=2", "books-off=1", "refund=full"] {
            #expect(try await fixture.submit("[sandbox cost=1 \(words)]").status == 0)
        }
        let midnight = "\(monthStart)T00:00:00Z"
        let before = "\(monthStart.advanced(by: -1))T"
        try await plant(
            """
            {"entries":[
                {"kind":"charge","usd":"0.75","origin":"playground","generation_id":"=other"},
                {"kind":"charge","usd":"1.25","at":"\(midnight)","generation_id":"late","log":false},
                {"kind":"top-up","usd":"20"},{"kind":"expired","usd":"3"}]}
            """)
        let history = ["late", "missing"].map { id in
            #"{"reserved_at":"\#(before)23:00:00Z","model":"m","usd":"1","generation_id":"\#(id)"}"#
        }
        let imported = try await fixture.run(
            ["import", "-"], input: history.joined(separator: "\n"))
        #expect(imported.status == 0, "\(imported.errors)")
    }

    private func reconcile(_ more: [String] = []) async throws -> (document: JSON, status: Int32) {
        let result = try await fixture.run(["reconcile"] + period + more + ["--json"])
        return (try JSON(parsing: result.output), result.status)
    }

    private static let keys = [
        "kind", "submission_id", "generation_id", "model", "day", "ledger_usd", "billed_usd",
        "log_usd", "message", "applied",
    ]

    @Test func everyPlantedDifferenceIsFoundNamedAndPutRight() async throws {
        try await plantEverything()
        let found = try await reconcile()
        #expect(found.status == 5)
        #expect(
            found.document.keys.prefix(7) == [
                "schema", "period", "as_of", "complete", "trouble", "totals", "by_model",
            ])
        #expect(found.document["schema"] == "bursar.reconcile/1")
        #expect(found.document["complete"] == true && found.document["trouble"] == .null)
        let differences = try #require(found.document["differences"]?.array)
        for difference in differences { difference.hasKeys(Self.keys) }
        #expect(
            differences.compactMap { $0["kind"]?.string }.sorted() == [
                "amount", "amount", "double_charge", "not_billed", "refund", "ungoverned",
            ], "\(differences)")
        #expect(found.document["matched"]?.int == 1)
        #expect(found.document["totals", "billed_usd"] == "6.0000005")
        #expect(found.document["totals", "ungoverned_usd"] == "0.75")
        #expect(found.document["totals", "refunded_usd"] == "1.00")
        #expect(found.document["totals", "expired_usd"] == "3.00")
        #expect(found.document["totals", "capture_rate_percent"]?.numberText == "87.5")

        let untouched = try await fixture.document("verify")["head"]
        #expect(try await reconcile().document["differences"] == found.document["differences"])
        #expect(try await fixture.document("verify")["head"] == untouched)

        let done = try await reconcile(["--apply", "--import"])
        #expect(done.status == 5)
        let left = done.document["differences"]?.array?.filter { $0["applied"] != true } ?? []
        #expect(left.map { $0["kind"]?.string } == ["not_billed"], "what is absent is not applied")
        let missing = try #require(left.first?["submission_id"]?.string)
        let resolved = try await fixture.run([
            "resolve", missing, "--not-charged", "--reason", "absent",
        ])
        #expect(resolved.status == 0, "\(resolved.errors)")
        let head = try await fixture.document("verify")["head"]
        let again = try await reconcile(["--apply", "--import"])
        #expect(again.status == 0 && again.document["differences"] == [])
        #expect(again.document["totals", "billed_usd"] == done.document["totals", "billed_usd"])
        #expect(again.document["totals", "ledger_usd"] == again.document["totals", "billed_usd"])
        #expect(try await fixture.document("verify")["head"] == head)
    }

    @Test func aPersonReadsTotalsDifferencesAndWhatToDo() async throws {
        try await plantEverything()
        let text = try await fixture.run(["reconcile"] + period)
        #expect(text.status == 5)
        #expect(text.output.hasPrefix("Ledger and provider's bill\n"))
        for words in [
            "not in ledger", "double charge", "refunded", "not billed", "other amount", "--apply",
            "--import", "generation late", "from the playground",
        ] { #expect(text.output.contains(words), "\(words)\n\(text.output)") }
        // What to do about each kind of difference.
        for step in ["add --apply", "add --import", "bursar resolve"] {
            #expect(text.output.contains(step), "\(step)\n\(text.output)")
        }
        #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(text.complaints.count == 2, "\(text.errors)")
        #expect(text.complaints.first?.contains("do not agree: 6 new differences") == true)
        #expect(text.errors.contains("6 differences between the ledger and the provider's bill"))
        // It is said once.
        #expect(try await fixture.run(["reconcile"] + period).complaints.count == 1)
        let alerts = try await fixture.document("alerts", "list")["alerts"]?.array ?? []
        #expect(alerts.filter { $0["event"] == "mismatch" }.count == 1)

        let csv = try await fixture.run(["reconcile"] + period + ["--format", "csv"])
        let lines = csv.output.split(separator: "\n").map(String.init)
        #expect(lines.first == Self.keys.joined(separator: ","))
        #expect(lines.count == 7)
        #expect(csv.output.contains("'=other"), "a formula is disarmed")
    }

    @Test(
        arguments: [
            ("transactions=500", "HTTP 500"), ("transactions=429", "HTTP 429"),
            ("transactions=html", "read to its end"), ("transactions=repeat", "same page again"),
            ("transactions=endless", "same page again"), ("logs=500", "HTTP 500"),
        ])
    func aBookThatCannotBeReadToItsEndChangesNothing(failure: String, words: String) async throws {
        #expect(try await fixture.submit("[sandbox cost=1 books-off=1]").status == 0)
        try await plant(#"{"history":{"count":250}}"#)
        let parts = failure.split(separator: "=")
        try await plant(
            #"{"trouble":[{"endpoint":"\#(parts[0])","kind":"\#(parts[1])","times":9}]}"#)
        let head = try await fixture.document("verify")["head"]
        let result = try await fixture.run(
            ["reconcile"] + period + ["--apply", "--import", "--json"])
        #expect(result.status == 1, "\(result.output)")
        #expect(result.errors.contains(words), "\(result.errors)")
        let document = try JSON(parsing: result.output)
        #expect(document["complete"] == false && document["trouble"]?.string != nil)
        if parts[0] == "transactions" {
            #expect(document["differences"] == [])
            #expect(document["totals", "billed_usd"] == .null)
            #expect(try await fixture.document("verify")["head"] == head)
        }
        try await plant(#"{"clear_trouble":true}"#)
        #expect(
            try await fixture.run(["reconcile"] + period + ["--apply", "--import"]).status == 0)
    }

    @Test func theProvidersBooksAreTheHistoryOfANewLedger() async throws {
        try await plant(#"{"history":{"count":250,"from":"\#(since)T00:00:00Z"}}"#)
        let arguments = ["import", "--from-provider", "--since", "\(since)"]
        let first = try await fixture.run(arguments)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.complaints.first?.hasPrefix("Imported 250 ($") == true, "\(first.errors)")
        let head = try await fixture.document("verify")["head"]
        let second = try await fixture.run(arguments)
        #expect(second.complaints == ["Imported 0 ($0.00), skipped 250 that were already there."])
        #expect(try await fixture.document("verify")["head"] == head)
        let agreed = try await reconcile()
        #expect(agreed.status == 0 && agreed.document["matched"]?.int == 250)
    }

    /// A charge lands between two pages, and the later page begins with a line of the one before.
    @Test(arguments: ["shift", "grow"])
    func aBillThatMovesIsTakenInOnce(kind: String) async throws {
        try await plant(#"{"history":{"count":250,"from":"\#(since)T00:00:00Z"}}"#)
        let bill = try await reconcile().document["totals", "billed_usd"]?.string
        let billed = try #require(bill)
        func move() async throws {
            try await plant(
                #"{"trouble":[{"endpoint":"transactions","kind":"\#(kind)","skip":1}]}"#)
        }
        try await move()
        let compared = try await reconcile()
        #expect(compared.document["totals", "billed_usd"]?.string == billed)
        #expect(compared.document["complete"] == true)
        try await move()
        let result = try await fixture.run(["import", "--from-provider", "--since", "\(since)"])
        #expect(result.status == 0, "\(result.errors)")
        // The stranger of the comparison has landed by now.
        let count = kind == "grow" ? 251 : 250
        #expect(result.complaints.first?.hasPrefix("Imported \(count) ($") == true)
        let after = try await reconcile(["--apply", "--import"])
        #expect(after.document["complete"] == true && after.status == 0)
        #expect(try await reconcile().document["matched"]?.int == (kind == "grow" ? 252 : 250))
    }

    @Test func withoutADayThisMonthIsTakenIn() async throws {
        let result = try await fixture.run(["import", "--from-provider"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.complaints.contains { $0.hasPrefix("Imported ") }, "\(result.errors)")
    }

    @Test(
        arguments: [
            ["import"], ["import", "-", "--from-provider"],
            ["import", "-", "--since", "2026-01-01"],
            ["reconcile", "--since", "2026-11-02", "--until", "2026-11-01"],
            ["reconcile", "--json", "--format", "csv"],
        ])
    func aSlipIsAUsageError(arguments: [String]) async throws {
        let result = try await fixture.run(arguments)
        #expect(result.status == 64, "\(result.errors)")
    }

    @Test func withoutAKeyNothingIsCompared() async throws {
        let result = try await fixture.with(["AIMLAPI_API_KEY": ""]).run("reconcile")
        #expect(result.status == 1 && result.output == "")
        #expect(result.errors.contains("AIMLAPI_API_KEY"))
    }
}

extension Instant {
    fileprivate static var now: Instant {
        Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }
}
