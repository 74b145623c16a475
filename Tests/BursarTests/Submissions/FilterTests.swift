import Foundation
import LosslessJSON
import TestSupport
import Testing

/// The filters that `list`, `report` and `export` share: a month, and labels.
@Suite(.runsPrograms)
struct FilterTests {
    private static let history = [
        ("2026-10-31", "acme", "1", "1.00"), ("2026-11-01", "acme", "2", "2.00"),
        ("2026-11-30", "Übermut=&'", "1", "4.00"), ("2026-12-01", "acme", "1", "8.00"),
    ].map { day, client, scene, usd in
        #"{"reserved_at":"\#(day)T12:00:00Z","model":"m","usd":"\#(usd)","#
            + #""labels":{"client":"\#(client)","scene":"\#(scene)"}}"# + "\n"
    }.joined()

    private func filled() async throws -> CommandFixture {
        let fixture = try CommandFixture()
        let result = try await fixture.run(["import", "-"], input: FilterTests.history)
        #expect(result.status == 0, "\(result.errors)")
        return fixture
    }

    @Test func everyCommandHeedsThem() async throws {
        let fixture = try await filled()
        for (filters, amounts) in [
            ([], ["1.00", "2.00", "4.00", "8.00"]), (["--month", "2026-11"], ["2.00", "4.00"]),
            (["--label", "client=acme"], ["1.00", "2.00", "8.00"]),
            (["--label", "client=acme", "--label", "scene=1"], ["1.00", "8.00"]),
            (["--label", "client=Übermut=&'"], ["4.00"]),
            (["--month", "2026-11", "--label", "client=acme"], ["2.00"]),
            (["--label", "client=acm"], []), (["--label", "scene=acme"], []),
            (["--since", "2026-11-30", "--label", "scene=1"], ["4.00", "8.00"]),
        ] {
            let list = try await fixture.document(["list"] + filters)
            let listed = list["submissions"]?.array?.compactMap { $0["charge", "usd"]?.string }
            #expect(listed?.reversed() == amounts, "\(filters)")
            let text = try await fixture.run(["list"] + filters)
            #expect(
                text.output.split(separator: "\n").count
                    == (amounts.isEmpty ? 1 : amounts.count + 1))
            let exported = try await fixture.run(["export"] + filters).output
                .split(separator: "\n").compactMap { try? JSON(parsing: String($0))["usd"]?.string }
            #expect(exported == amounts, "\(filters)")

            let hasPeriod = filters.contains("--month") || filters.contains("--since")
            let period = hasPeriod ? [] : ["--since", "2026-01-01"]
            let sum = amounts.compactMap { Decimal(string: $0) }.reduce(0, +)
            for more in [[], ["--by", "label:client,project"], ["--top", "9"]] {
                let report = try await fixture.document(["report"] + filters + period + more)
                #expect(report["totals"]?.amount("usd") == sum, "\(filters) \(more)")
                let top = report["top"]?.array?.count
                #expect(top == nil || top == amounts.count, "\(filters)")
            }
            let focus = try await fixture.run(
                ["report", "--format", "focus"] + filters + period)
            #expect(
                focus.output.split(whereSeparator: \.isNewline).count == amounts.count + 1,
                "\(filters)")
        }
        let report = try await fixture.run(
            "report", "--since", "2026-01-01", "--label", "client=acme", "--label", "scene=1")
        #expect(report.output.contains("Only label client=acme, scene=1"), "\(report.output)")
    }

    @Test func whatContradictsIsRefused() async throws {
        let fixture = try await filled()
        for (arguments, words) in [
            (["list", "--month", "2026-11", "--since", "2026-11-02"], "say either --month or"),
            (["list", "--month", "2026-13"], "there is no such month"),
            (["export", "--label", "client"], "KEY=VALUE"),
        ] {
            let result = try await fixture.run(arguments)
            #expect(result.status == 64 && result.errors.contains(words), "\(result.errors)")
        }
    }
}
