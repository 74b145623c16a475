import Accounting
import Foundation
import LedgerStore
import Testing

/// Alerts on their way: at least once, by one process at a time.
@Suite struct OutboxTests {
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
    private func raise(_ name: String = "all", at instant: Instant = .start) throws {
        try fixture.ledger.set(.money("10", name: name), at: instant)
        try fixture.ledger.override(
            BudgetOverride(
                budget: name, added: .dollars("1"), until: instant.advanced(bySeconds: 60),
                reason: "a test"), at: instant)
    }

    private func claim(
        _ channel: OutboxChannel? = nil, at instant: Instant = .start, by claim: String = "me",
        seconds: Int = 60
    ) throws -> Delivery? {
        try fixture.ledger.claimDelivery(
            for: channel ?? self.channel, at: instant, until: instant.advanced(bySeconds: seconds),
            claim: claim)
    }

    private func states() throws -> [DeliveryStatus.State] {
        let ids = try fixture.ledger.alerts(limit: 100).map(\.alert.id)
        return try fixture.ledger.deliveries(of: ids).values.joined().map(\.state)
    }

    @Test func whatIsDeliveredIsNotDeliveredAgain() throws {
        try raise()
        let delivery = try #require(try claim())
        #expect(delivery.alert.event == .override && delivery.attempt == 1)
        try fixture.ledger.end(delivery, .delivered, at: .start)
        #expect(try claim(at: .start.advanced(bySeconds: 100_000)) == nil)
        #expect(try states() == [.delivered])
        #expect(try fixture.ledger.undelivered(at: .start).isEmpty)
    }

    @Test(arguments: [3600, 3 * 3600, 200_000])
    func whatAClockThatWasAheadHasRaisedIsDueNow(secondsAhead: Int) throws {
        try raise(at: .start.advanced(bySeconds: secondsAhead))
        #expect(try claim() != nil)
    }

    @Test(arguments: [true, false])
    func anAlertThatCannotBeReadIsInTheWayOfNoOther(isSortedOut: Bool) throws {
        try raise("a")
        try raise("b", at: .start.advanced(bySeconds: 1))
        if isSortedOut { try fixture.ledger.enqueue([channel], at: .start) }
        _ = try Shell(fixture.path).rows("UPDATE alert SET event = 'x' WHERE budget = 'a'")
        let delivery = try #require(try claim(at: .start.advanced(bySeconds: 2)))
        #expect(delivery.alert.budget == "b")
        #expect(try claim(at: .start.advanced(bySeconds: 2), by: "other") == nil)
    }

    @Test func whoHasClaimedItHasItAlone() throws {
        try raise()
        #expect(try claim(by: "first") != nil)
        #expect(try claim(by: "second") == nil)
        // Another channel's is another delivery.
        #expect(try claim(OutboxTests.channel("other"), by: "second") != nil)
    }

    @Test func whatADeadProcessHasClaimedIsSentAgainUnderTheSameID() throws {
        try raise()
        let first = try #require(try claim(by: "dead"))
        let second = try #require(
            try claim(at: .start.advanced(bySeconds: 60), by: "alive"))
        #expect(second.alert.id == first.alert.id && second.attempt == 2)
        // It was only frozen: what it says comes too late, whatever it is.
        try fixture.ledger.end(first, .failed(reason: "too late"), at: .start)
        #expect(try states() == [.pending])
        try fixture.ledger.end(second, .delivered, at: .start)
        #expect(try states() == [.delivered])
    }

    @Test func whatIsPutOffWaitsForItsTime() throws {
        try raise()
        let later = Instant.start.advanced(bySeconds: 30)
        try fixture.ledger.end(
            #require(try claim()), .later(later, reason: "HTTP 500"), at: .start)
        #expect(try claim(at: later.advanced(bySeconds: -1)) == nil)
        let undelivered = try fixture.ledger.undelivered(at: .start)
        #expect(undelivered.map(\.error) == ["HTTP 500"] && undelivered.map(\.nextAt) == [later])
        #expect(try claim(at: later)?.attempt == 2)
    }

    @Test func whoSaysThatTheChannelIsWellNeedNotWait() throws {
        try raise()
        let later = Instant.start.advanced(bySeconds: 3000)
        try fixture.ledger.end(#require(try claim()), .later(later, reason: "HTTP 500"), at: .start)
        #expect(try claim() == nil)
        let early = try fixture.ledger.claimDelivery(
            for: channel, at: .start, until: .start.advanced(bySeconds: 60), claim: "early",
            early: true)
        #expect(early?.attempt == 2)
        // But for what somebody else is sending.
        let second = try fixture.ledger.claimDelivery(
            for: channel, at: .start, until: .start.advanced(bySeconds: 60), claim: "other",
            early: true)
        #expect(second == nil)
    }

    @Test func aChannelIsToldOfWhatCameAfterItWasConfigured() throws {
        try raise("before", at: .start)
        let configured = Instant.start.advanced(bySeconds: 10)
        let late = OutboxTests.channel("late", since: configured)
        try raise("after", at: configured)
        #expect(try claim(late, at: configured)?.alert.budget == "after")
        #expect(try claim(late, at: configured) == nil)
    }

    @Test func aChannelIsToldOfWhatItAdmitsAlone() throws {
        try raise("mine")
        try raise("yours")
        let mine = OutboxTests.channel("mine") { $0.budget == "mine" }
        #expect(try claim(mine)?.alert.budget == "mine")
        #expect(try claim(mine) == nil)
        // With nothing to do, nothing is written.
        #expect(try fixture.ledger.undelivered(at: .start).count == 1)
    }

    @Test func whatIsForOthersHidesNothingThatIsForIt() throws {
        for number in 0..<1100 { try announce(.mismatch, named: "\(number)") }
        try raise("mine")
        let mine = OutboxTests.channel("mine") { $0.budget == "mine" }
        #expect(try claim(mine)?.alert.budget == "mine")
    }

    @Test func ofAMutedBudgetNothingLeavesAndEverythingIsRecorded() throws {
        try raise("loud")
        try raise("quiet")
        let until = Instant.start.advanced(bySeconds: 3600)
        try fixture.ledger.mute(
            BudgetMute(budget: "quiet", until: until, reason: "a reshoot"), at: .start)
        #expect(try claim()?.alert.budget == "loud")
        #expect(try claim() == nil)
        #expect(Set(try states()) == [.pending, .muted])
        // Afterwards, or when it is taken back, the next one leaves.
        #expect(try fixture.ledger.unmute("quiet", at: .start))
        #expect(try !fixture.ledger.unmute("quiet", at: .start))
        try raise("quiet")
        #expect(try claim()?.alert.budget == "quiet")
        #expect(try fixture.ledger.verify().problems == [])
    }

    @Test func aMuteHoldsWhatAlreadyWaits() throws {
        try raise("quiet")
        try fixture.ledger.end(
            #require(try claim()), .later(.start, reason: "HTTP 503"), at: .start)
        let until = Instant.start.advanced(bySeconds: 3600)
        try fixture.ledger.mute(
            BudgetMute(budget: "quiet", until: until, reason: "a reshoot"), at: .start)
        #expect(try claim() == nil)
        #expect(try claim(at: until)?.attempt == 2)
    }

    /// Raises an alert about the window of a budget, as a threshold or its end does.
    private func announce(_ event: Alert.Event, named name: String = "") throws {
        let announcement = AlertDraft(
            event, .warning, "\(event)", budget: "all", windowStart: .start)
        _ = try fixture.ledger.announce(
            StandingAlert(names: ["\(event) \(name)"], announcement), at: .start)
    }

    @Test func whatTakesBackComesAfterWhatItTakesBack() throws {
        try fixture.ledger.set(.money("10"), at: .start)
        try announce(.thresholdCrossed)
        let first = try #require(try claim())
        let later = Instant.start.advanced(bySeconds: 600)
        try fixture.ledger.end(first, .later(later, reason: "HTTP 500"), at: .start)
        try announce(.resolved)
        #expect(try claim() == nil)
        let again = try #require(try claim(at: later))
        #expect(again.alert.event == .thresholdCrossed)
        try fixture.ledger.end(again, .delivered, at: later)
        #expect(try claim(at: later)?.alert.event == .resolved)
    }

    @Test func whatIsShownIsTakenBackAlsoWhileItsBudgetIsMuted() throws {
        try fixture.ledger.set(.money("10"), at: .start)
        try announce(.thresholdCrossed)
        try fixture.ledger.end(#require(try claim()), .delivered, at: .start)
        try fixture.ledger.mute(
            BudgetMute(budget: "all", until: .distantFuture, reason: "r"), at: .start)
        try announce(.resolved)
        #expect(try claim()?.alert.event == .resolved)
        // To a channel that was told nothing there is nothing to take back.
        #expect(try claim(OutboxTests.channel("other"))?.alert.event == nil)
    }

    @Test func aChannelThatCannotBeReachedYetLosesNothing() throws {
        try fixture.ledger.enqueue([channel], at: .start)
        try raise()
        // The file is put right, and is younger than the alert.
        let later = OutboxTests.channel("ops", since: .start.advanced(bySeconds: 100))
        #expect(try claim(later, at: .start.advanced(bySeconds: 200)) != nil)
    }

    @Test func aClockThatWasAheadHoldsNothingUp() throws {
        try raise()
        let nextYear = Instant.start.advanced(bySeconds: 365 * 86_400)
        let ahead = try #require(try claim(at: nextYear, by: "ahead"))
        // Its claim and its next try lie a year ahead.
        #expect(try claim()?.attempt == 2)
        try fixture.ledger.end(ahead, .delivered, at: nextYear)
        let second = try #require(try claim(at: .start.advanced(bySeconds: 60)))
        try fixture.ledger.end(
            second, .later(nextYear, reason: "HTTP 500"), at: .start.advanced(bySeconds: 60))
        #expect(try claim(at: .start.advanced(bySeconds: 61))?.attempt == 4)
    }

    @Test func whatKillsItsSenderEachTimeEndsAfterThreeDays() throws {
        try raise()
        var instant = Instant.start
        var attempts = 0
        while try claim(at: instant) != nil {
            attempts += 1
            instant = instant.advanced(bySeconds: 3600)
        }
        #expect((70...76).contains(attempts))
        #expect(try states() == [.failed])
    }

    @Test func muteNeedsABudgetAndATimeToCome() throws {
        let mute = BudgetMute(budget: "none", until: .distantFuture, reason: "r")
        #expect(throws: LedgerError.self) { try fixture.ledger.mute(mute, at: .start) }
        try fixture.ledger.set(.money("1", name: "none"), at: .start)
        let past = BudgetMute(budget: "none", until: .start, reason: "r")
        #expect(throws: LedgerError.self) { try fixture.ledger.mute(past, at: .start) }
        try fixture.ledger.mute(mute, at: .start)
        try fixture.ledger.removeBudget(named: "none", at: .start)
        #expect(try fixture.ledger.mutes(at: .start).isEmpty)
        #expect(try fixture.ledger.verify().problems == [])
    }

    @Test func manyProcessesSendEachOnce() throws {
        for number in 0..<40 { try raise("budget \(number)") }
        let results = inThreads(8) { thread in
            let ledger = try fixture.another()
            var sent: [String] = []
            while let delivery = try ledger.claimDelivery(
                for: channel, at: .start, until: .start.advanced(bySeconds: 60),
                claim: "thread \(thread)")
            {
                sent.append(delivery.alert.id)
                try ledger.end(delivery, .delivered, at: .start)
            }
            return sent
        }
        let sent = try results.flatMap { try $0.get() }
        #expect(sent.count == 40 && Set(sent).count == 40)
    }

    @Test func theRowsOfTheOutboxAreNoPartOfTheAccounts() throws {
        try raise()
        _ = try claim()
        try Shell(fixture.path).rows(
            "DELETE FROM delivery; DELETE FROM outbox; DELETE FROM announced;")
        #expect(try fixture.ledger.verify().problems == [])
    }
}
