import Accounting
import Foundation
import LedgerStore
import TestSupport
import Testing

/// Alerts on their way: at least once, by one process at a time.
@Suite(.timeLimit(.minutes(5))) struct OutboxTests {
    private let fixture: TestLedger
    private let channel = OutboxTests.channel("ops")

    init() throws { fixture = try TestLedger() }

    private static func channel(
        _ name: String, since: Instant = .start.advanced(bySeconds: -3600),
        admits: @escaping @Sendable (Alert) -> Bool = { _ in true }
    ) -> OutboxChannel {
        OutboxChannel(name: name, since: since, admits: admits)
    }

    /// Raises one alert about a budget of its own.
    private func raise(_ name: Name = "all", at instant: Instant = .start) async throws {
        try await fixture.ledger.set(.money("10", name: name), at: instant)
        try await fixture.ledger.override(
            BudgetOverride(
                budget: name, added: .dollars("1"), until: instant.advanced(bySeconds: 60),
                reason: "a test"), at: instant)
    }

    private func claim(
        _ channel: OutboxChannel? = nil, at instant: Instant = .start, by claim: String = "me",
        seconds: Int = 60
    ) async throws -> Delivery? {
        try await fixture.ledger.claimDelivery(
            for: channel ?? self.channel, at: instant, until: instant.advanced(bySeconds: seconds),
            claim: claim)
    }

    private func states() throws -> [DeliveryStatus.State] {
        let ids = try fixture.ledger.alerts(limit: 100).map(\.alert.id)
        return try fixture.ledger.deliveries(of: ids).values.joined().map(\.state)
    }

    @Test func whatIsDeliveredIsNotDeliveredAgain() async throws {
        try await raise()
        let delivery = try #require(try await claim())
        #expect(delivery.alert.event == .override && delivery.attempt == 1)
        try await fixture.ledger.end(delivery, .delivered, at: .start)
        #expect(try await claim(at: .start.advanced(bySeconds: 100_000)) == nil)
        #expect(try states() == [.delivered])
        #expect(try fixture.ledger.undelivered(at: .start).isEmpty)
    }

    @Test(arguments: [3600, 3 * 3600, 200_000])
    func whatAClockThatWasAheadHasRaisedIsDueNow(secondsAhead: Int) async throws {
        try await raise(at: .start.advanced(bySeconds: secondsAhead))
        #expect(try await claim() != nil)
    }

    @Test(arguments: [true, false])
    func anAlertThatCannotBeReadIsInTheWayOfNoOther(isSortedOut: Bool) async throws {
        try await raise("a")
        try await raise("b", at: .start.advanced(bySeconds: 1))
        if isSortedOut { try await fixture.ledger.enqueue([channel], at: .start) }
        _ = try Shell(fixture.path).rows("UPDATE alert SET event = 'x' WHERE budget = 'a'")
        let delivery = try #require(try await claim(at: .start.advanced(bySeconds: 2)))
        #expect(delivery.alert.budget == "b")
        #expect(try await claim(at: .start.advanced(bySeconds: 2), by: "other") == nil)
    }

    @Test func whoHasClaimedItHasItAlone() async throws {
        try await raise()
        #expect(try await claim(by: "first") != nil)
        #expect(try await claim(by: "second") == nil)
        // Another channel's is another delivery.
        #expect(try await claim(OutboxTests.channel("other"), by: "second") != nil)
    }

    @Test func whatADeadProcessHasClaimedIsSentAgainUnderTheSameID() async throws {
        try await raise()
        let first = try #require(try await claim(by: "dead"))
        let second = try #require(
            try await claim(at: .start.advanced(bySeconds: 60), by: "alive"))
        #expect(second.alert.id == first.alert.id && second.attempt == 2)
        // It was only frozen: what it says comes too late, whatever it is.
        try await fixture.ledger.end(first, .failed(reason: "too late"), at: .start)
        #expect(try states() == [.pending])
        try await fixture.ledger.end(second, .delivered, at: .start)
        #expect(try states() == [.delivered])
    }

    @Test func whatIsPutOffWaitsForItsTime() async throws {
        try await raise()
        let later = Instant.start.advanced(bySeconds: 30)
        try await fixture.ledger.end(
            #require(try claim()), .later(later, reason: "HTTP 500"), at: .start)
        #expect(try await claim(at: later.advanced(bySeconds: -1)) == nil)
        let undelivered = try fixture.ledger.undelivered(at: .start)
        #expect(undelivered.map(\.error) == ["HTTP 500"] && undelivered.map(\.nextAt) == [later])
        #expect(try await claim(at: later)?.attempt == 2)
    }

    @Test func whoSaysThatTheChannelIsWellNeedNotWait() async throws {
        try await raise()
        let later = Instant.start.advanced(bySeconds: 3000)
        try await fixture.ledger.end(
            #require(try claim()), .later(later, reason: "HTTP 500"), at: .start)
        #expect(try await claim() == nil)
        let early = try await fixture.ledger.claimDelivery(
            for: channel, at: .start, until: .start.advanced(bySeconds: 60), claim: "early",
            early: true)
        #expect(early?.attempt == 2)
        // But for what somebody else is sending.
        let second = try await fixture.ledger.claimDelivery(
            for: channel, at: .start, until: .start.advanced(bySeconds: 60), claim: "other",
            early: true)
        #expect(second == nil)
    }

    @Test func aChannelIsToldOfWhatCameAfterItWasConfigured() async throws {
        try await raise("before", at: .start)
        let configured = Instant.start.advanced(bySeconds: 10)
        let late = OutboxTests.channel("late", since: configured)
        try await raise("after", at: configured)
        #expect(try await claim(late, at: configured)?.alert.budget == "after")
        #expect(try await claim(late, at: configured) == nil)
    }

    @Test func aChannelIsToldOfWhatItAdmitsAlone() async throws {
        try await raise("mine")
        try await raise("yours")
        let mine = OutboxTests.channel("mine") { $0.budget == "mine" }
        #expect(try await claim(mine)?.alert.budget == "mine")
        #expect(try await claim(mine) == nil)
        // With nothing to do, nothing is written.
        #expect(try fixture.ledger.undelivered(at: .start).count == 1)
    }

    @Test func whatIsForOthersHidesNothingThatIsForIt() async throws {
        for number in 0..<1100 { try await announce(.mismatch, named: "\(number)") }
        try await raise("mine")
        let mine = OutboxTests.channel("mine") { $0.budget == "mine" }
        #expect(try await claim(mine)?.alert.budget == "mine")
    }

    @Test func ofAMutedBudgetNothingLeavesAndEverythingIsRecorded() async throws {
        try await raise("loud")
        try await raise("quiet")
        let until = Instant.start.advanced(bySeconds: 3600)
        try await fixture.ledger.mute(
            BudgetMute(budget: "quiet", until: until, reason: "a reshoot"), at: .start)
        #expect(try await claim()?.alert.budget == "loud")
        #expect(try await claim() == nil)
        #expect(Set(try states()) == [.pending, .muted])
        // Afterwards, or when it is taken back, the next one leaves.
        #expect(try await fixture.ledger.unmute("quiet", at: .start))
        #expect(try await !fixture.ledger.unmute("quiet", at: .start))
        try await raise("quiet")
        #expect(try await claim()?.alert.budget == "quiet")
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aMuteHoldsWhatAlreadyWaits() async throws {
        try await raise("quiet")
        try await fixture.ledger.end(
            #require(try claim()), .later(.start, reason: "HTTP 503"), at: .start)
        let until = Instant.start.advanced(bySeconds: 3600)
        try await fixture.ledger.mute(
            BudgetMute(budget: "quiet", until: until, reason: "a reshoot"), at: .start)
        #expect(try await claim() == nil)
        #expect(try await claim(at: until)?.attempt == 2)
    }

    /// Raises an alert about the window of a budget, as a threshold or its end does.
    private func announce(_ event: Alert.Event, named name: String = "") async throws {
        let announcement = AlertDraft(
            event, .warning, "\(event)", budget: "all", windowStart: .start)
        _ = try await fixture.ledger.announce(
            StandingAlert(names: ["\(event) \(name)"], announcement), at: .start)
    }

    @Test func whatTakesBackComesAfterWhatItTakesBack() async throws {
        try await fixture.ledger.set(.money("10"), at: .start)
        try await announce(.thresholdCrossed)
        let first = try #require(try await claim())
        let later = Instant.start.advanced(bySeconds: 600)
        try await fixture.ledger.end(first, .later(later, reason: "HTTP 500"), at: .start)
        try await announce(.resolved)
        #expect(try await claim() == nil)
        let again = try #require(try await claim(at: later))
        #expect(again.alert.event == .thresholdCrossed)
        try await fixture.ledger.end(again, .delivered, at: later)
        #expect(try await claim(at: later)?.alert.event == .resolved)
    }

    @Test func whatIsShownIsTakenBackAlsoWhileItsBudgetIsMuted() async throws {
        try await fixture.ledger.set(.money("10"), at: .start)
        try await announce(.thresholdCrossed)
        try await fixture.ledger.end(#require(try claim()), .delivered, at: .start)
        try await fixture.ledger.mute(
            BudgetMute(budget: "all", until: .distantFuture, reason: "r"), at: .start)
        try await announce(.resolved)
        #expect(try await claim()?.alert.event == .resolved)
        // To a channel that was told nothing there is nothing to take back.
        #expect(try await claim(OutboxTests.channel("other"))?.alert.event == nil)
    }

    @Test func aChannelThatCannotBeReachedYetLosesNothing() async throws {
        try await fixture.ledger.enqueue([channel], at: .start)
        try await raise()
        // The file is put right, and is younger than the alert.
        let later = OutboxTests.channel("ops", since: .start.advanced(bySeconds: 100))
        #expect(try await claim(later, at: .start.advanced(bySeconds: 200)) != nil)
    }

    @Test func aClockThatWasAheadHoldsNothingUp() async throws {
        try await raise()
        let nextYear = Instant.start.advanced(bySeconds: 365 * 86_400)
        let ahead = try #require(try await claim(at: nextYear, by: "ahead"))
        // Its claim and its next try lie a year ahead.
        #expect(try await claim()?.attempt == 2)
        try await fixture.ledger.end(ahead, .delivered, at: nextYear)
        let second = try #require(try await claim(at: .start.advanced(bySeconds: 60)))
        try await fixture.ledger.end(
            second, .later(nextYear, reason: "HTTP 500"), at: .start.advanced(bySeconds: 60))
        #expect(try await claim(at: .start.advanced(bySeconds: 61))?.attempt == 4)
    }

    @Test func whatKillsItsSenderEachTimeEndsAfterThreeDays() async throws {
        try await raise()
        var instant = Instant.start
        var attempts = 0
        for _ in 1...100 {
            guard try await claim(at: instant) != nil else { break }
            attempts += 1
            instant = instant.advanced(bySeconds: 3600)
        }
        #expect((70...76).contains(attempts))
        #expect(try states() == [.failed])
    }

    @Test func muteNeedsABudgetAndATimeToCome() async throws {
        let mute = BudgetMute(budget: "none", until: .distantFuture, reason: "r")
        await #expect(throws: LedgerError.self) { try await fixture.ledger.mute(mute, at: .start) }
        try await fixture.ledger.set(.money("1", name: "none"), at: .start)
        let past = BudgetMute(budget: "none", until: .start, reason: "r")
        await #expect(throws: LedgerError.self) { try await fixture.ledger.mute(past, at: .start) }
        try await fixture.ledger.mute(mute, at: .start)
        try await fixture.ledger.removeBudget(named: "none", at: .start)
        #expect(try fixture.ledger.mutes(at: .start).isEmpty)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func manyProcessesSendEachOnce() async throws {
        for number in 0..<40 { try await raise("budget \(number)") }
        let results = await inTasks(8) { thread in
            let ledger = try fixture.another()
            var sent: [String] = []
            for _ in 0...40 {
                let delivery = try await ledger.claimDelivery(
                    for: channel, at: .start, until: .start.advanced(bySeconds: 60),
                    claim: "thread \(thread)")
                guard let delivery else { break }
                sent.append(delivery.alert.id)
                try await ledger.end(delivery, .delivered, at: .start)
            }
            return sent
        }
        let sent = try results.flatMap { try $0.get() }
        #expect(sent.count == 40 && Set(sent).count == 40)
    }

    @Test func theRowsOfTheOutboxAreNoPartOfTheAccounts() async throws {
        try await raise()
        _ = try await claim()
        try Shell(fixture.path).rows(
            "DELETE FROM delivery; DELETE FROM outbox; DELETE FROM announced;")
        #expect(try await fixture.ledger.verify().problems == [])
    }
}
