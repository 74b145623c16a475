import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// Alerts that time makes due.
@Suite struct AnnouncingTests {
    private let books = FakeBooks()

    private func sync(_ fixture: TestMeter, afterSeconds seconds: Int = 0, line: USD? = nil)
        async throws
        -> SyncSummary
    {
        fixture.clock.advance(by: .seconds(seconds))
        return try await fixture.meter.sync(
            over: fixture.provider, books: books, balanceLine: line, observe: fixture.log.observe)
    }

    private func alerts(_ fixture: TestMeter) throws -> [Alert] {
        try fixture.ledger.alerts(limit: 99).map(\.alert)
    }

    @Test func whatIsUnknownForAnHourIsSaidOnce() async throws {
        let fixture = try TestMeter()
        fixture.provider.willAnswer(.unknown(Fault(name: "timeout", message: "no answer")))
        let lost = try await fixture.submit().submission
        _ = try await sync(fixture, afterSeconds: 3500)
        #expect(try alerts(fixture).isEmpty)
        _ = try await sync(fixture, afterSeconds: 200)
        _ = try await sync(fixture, afterSeconds: 3600)
        let alert = try #require(alerts(fixture).first)
        #expect(try alerts(fixture).count == 1)
        #expect(alert.event == .unresolved && alert.submissionID == lost.id)
        #expect(
            alert.message
                == "submission \(lost.id) is unknown for over an hour, with $2.184 still held")
        #expect(fixture.log.alerts == [.unresolved])
    }

    @Test func severalAreOneAlertAndAnotherIsNews() async throws {
        let fixture = try TestMeter()
        for number in 1...3 {
            fixture.provider.willAnswer(.unknown(Fault(name: "timeout", message: "no answer")))
            _ = try await fixture.submit(number)
        }
        _ = try await sync(fixture, afterSeconds: 3700)
        #expect(
            try alerts(fixture).map(\.message).first?.hasPrefix("3 submissions are unknown") == true
        )
        #expect(try alerts(fixture).first?.submissionID == nil)
        fixture.provider.willAnswer(.unknown(Fault(name: "timeout", message: "no answer")))
        _ = try await fixture.submit(4)
        _ = try await sync(fixture, afterSeconds: 3700)
        #expect(try alerts(fixture).count == 2)
    }

    @Test func aBudgetThatIsHeadingOverItsLimitIsSaidOnceInAPeriod() async throws {
        let fixture = try TestMeter()
        let numbers = Feed(Array(1...20))
        // A dollar and a half a day, from the first day on.
        let count = try await fixture.ledger.importHistory(at: fixture.clock.now) {
            guard let number = numbers.next() else { return nil }
            let day = number < 10 ? "0\(number)" : "\(number)"
            return HistoryRecord(
                reservedAt: Instant("2026-11-\(day)T10:00:00Z")!,
                subject: Subject(model: "m", mode: nil, orientation: nil),
                generationID: "g\(number)", usd: "1.50", credits: 3_000_000)
        }
        #expect(count.imported == 20)
        func set(_ name: Name, _ limit: USD, alertsOnForecast: Bool = true) async throws {
            try await fixture.ledger.set(
                Budget(
                    name: name, scope: .everything, unit: .month, limit: .usd(limit), alertAt: [],
                    alertsOnForecast: alertsOnForecast), at: fixture.clock.now)
        }
        try await set("narrow", "40")
        try await set("wide", "60")
        try await set("silent", "40", alertsOnForecast: false)
        _ = try await sync(fixture)
        _ = try await sync(fixture, afterSeconds: 3600)
        let alert = try #require(alerts(fixture).first)
        #expect(try alerts(fixture).count == 1)
        #expect(alert.event == .projectedLimitExceeded && alert.budget == "narrow")
        #expect(alert.windowStart == Instant("2026-11-01T00:00:00Z"))
        #expect(alert.message.hasPrefix("budget 'narrow' is heading for ~$44."))
        #expect(alert.message.contains("above its limit of $40.00; it is reached on 2026-11-"))
        // The month is over, and so is what it was about.
        _ = try await sync(fixture, afterSeconds: 12 * 86_400)
        let last = try #require(alerts(fixture).first { $0.event == .resolved })
        #expect(last.budget == "narrow" && last.windowStart == alert.windowStart)
        #expect(try alerts(fixture).count { $0.event == .resolved } == 1)
        _ = try await sync(fixture, afterSeconds: 3600)
        #expect(try alerts(fixture).count { $0.event == .resolved } == 1)
        #expect(try await fixture.ledger.verify().isInOrder)
    }

    @Test func aLowBalanceIsSaidUntilItIsToppedUp() async throws {
        let fixture = try TestMeter()
        // Ten dollars are there: enough for what is open, and below the line.
        _ = try await fixture.accepted(as: "g1")
        for _ in 0..<2 { _ = try await sync(fixture, line: "12") }
        #expect(try alerts(fixture).map(\.event) == [.balanceLow])
        #expect(try alerts(fixture).first?.severity == .warning)
        books.set { $0.balance = "20" }
        _ = try await sync(fixture, line: "12")
        books.set { $0.balance = "2" }
        for _ in 0..<2 { _ = try await sync(fixture, line: "12") }
        let alerts = try alerts(fixture)
        #expect(alerts.map(\.event) == [.balanceLow, .balanceLow, .balanceLow])
        #expect(alerts.contains { $0.severity == .critical && $0.message.contains("$2.184") })
    }

    @Test func whatNoLongerCoversAnythingIsNewsTheNextTime() async throws {
        let fixture = try TestMeter()
        books.set { $0.balance = "1" }
        for number in 1...2 {
            let id = "g\(number)"
            _ = try await fixture.accepted(as: id, number)
            _ = try await sync(fixture)
            fixture.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("0.5"))))
            for _ in 0..<2 { _ = try await sync(fixture) }
        }
        #expect(try alerts(fixture).map(\.event) == [.balanceLow, .balanceLow])
    }

    @Test func withNothingOpenAndNoLineNobodyAsksForTheBalance() async throws {
        let fixture = try TestMeter()
        books.set { $0.balance = "0" }
        _ = try await sync(fixture)
        #expect(try alerts(fixture).isEmpty)
    }
}
