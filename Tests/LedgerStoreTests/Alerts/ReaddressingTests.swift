import Accounting
import LedgerStore
import Testing

/// What waited for a channel that its file does not list any more.
@Suite struct ReaddressingTests {
    private let fixture: TestLedger
    private static let config = "/home/me/config.toml"

    init() throws {
        fixture = try TestLedger()
        try fixture.ledger.set(.money("10"), at: .start)
    }

    private func channel(
        _ name: String, since seconds: Int = -3600,
        admits: @escaping @Sendable (Alert) -> Bool = { _ in true }
    ) -> OutboxChannel {
        OutboxChannel(name: name, since: .start.advanced(bySeconds: seconds), admits: admits)
    }

    private func raise(_ count: Int = 1) throws {
        for _ in 0..<count {
            try fixture.ledger.override(
                BudgetOverride(
                    budget: "all", added: .dollars("1"), until: .distantFuture, reason: "a test"),
                at: .start)
        }
    }

    @discardableResult
    private func look(
        _ channels: [OutboxChannel], of config: String? = ReaddressingTests.config,
        besides others: Set<String> = [], after seconds: Int = 10
    ) throws -> [Readdressed] {
        try fixture.ledger.enqueue(
            channels, of: config, besides: others, at: .start.advanced(bySeconds: seconds))
    }

    private func waiting(for name: String, after seconds: Int = 10) throws -> Int {
        try fixture.ledger.undelivered(at: .start.advanced(bySeconds: seconds))
            .count { $0.channel == name && $0.state == .pending }
    }

    @Test func theNewNameOfAChannelGetsWhatWaitedForTheOldOne() throws {
        try look([channel("ops")])
        try raise(3)
        try look([channel("ops")])
        #expect(try waiting(for: "ops") == 3)
        // The file is younger than all that waits.
        let moved = try look([channel("team", since: 5)])
        #expect(moved == [Readdressed(channel: "ops", to: ["team"], alerts: 3)])
        #expect(try waiting(for: "ops") == 0 && waiting(for: "team") == 3)
        #expect(try look([channel("team", since: 5)]) == [])
        #expect(try fixture.ledger.verify().problems == [])
    }

    /// Nobody ran between the alert and the new name.
    @Test func whatTheOldNameWasNeverLookedThroughForIsNotLost() throws {
        try look([channel("ops")])
        try raise(2)
        let moved = try look([channel("team", since: 5)])
        #expect(moved.map(\.alerts) == [2])
        #expect(try waiting(for: "team") == 2)
    }

    @Test func whoHasItAlreadyIsNotToldTwiceAndWhoDoesNotAdmitItNotAtAll() throws {
        try look([channel("ops"), channel("boss")])
        try raise()
        let delivery = try #require(
            try fixture.ledger.claimDelivery(
                for: channel("boss"), at: .start, until: .start.advanced(bySeconds: 60), claim: "x")
        )
        try fixture.ledger.end(delivery, .delivered, at: .start)
        try look([channel("ops"), channel("boss")])
        #expect(try waiting(for: "ops") == 1)
        let others = [channel("boss"), channel("quiet") { _ in false }]
        #expect(try look(others) == [])
        for name in ["ops", "boss", "quiet"] { #expect(try waiting(for: name) == 0, "\(name)") }
    }

    @Test func whatNobodyAdmitsWaitsUntilSomebodyDoes() throws {
        try look([channel("ops")])
        try raise()
        try look([channel("ops")])
        #expect(try look([channel("quiet") { _ in false }]) == [])
        #expect(try waiting(for: "ops") == 1)
        #expect(try look([channel("quiet")]).map(\.to) == [["quiet"]])
        #expect(try waiting(for: "quiet") == 1 && waiting(for: "ops") == 0)
    }

    /// cron has the channels of one file, and a person those of another.
    @Test func theChannelsOfAnotherFileAreNotGone() throws {
        try look([channel("ops")])
        try raise()
        try look([channel("ops")])
        #expect(try look([channel("mine")], of: "/root/config.toml") == [])
        #expect(try look([channel("mine")], of: nil) == [])
        #expect(try waiting(for: "ops") == 1)
    }

    @Test func aChannelThatIsWrittenWronglyIsNotGone() throws {
        try look([channel("ops")])
        try raise()
        try look([channel("ops")])
        #expect(try look([channel("other")], besides: ["ops"]) == [])
        // Nor is anything taken where there is no channel at all to give it to.
        #expect(try look([]) == [])
        #expect(try waiting(for: "ops") == 1)
    }

    @Test func whatSomebodyIsSendingIsLeftToThem() throws {
        try look([channel("ops")])
        try raise()
        let end = Instant.start.advanced(bySeconds: 60)
        let delivery = try #require(
            try fixture.ledger.claimDelivery(
                for: channel("ops"), at: .start, until: end, claim: "x"))
        #expect(try look([channel("team", since: 5)]) == [])
        try fixture.ledger.end(delivery, .later(end, reason: "HTTP 500"), at: .start)
        #expect(try look([channel("team", since: 5)]).map(\.alerts) == [1])
    }

    @Test func whatIsOlderThanAnyAlertIsTriedHasFailed() throws {
        try look([channel("ops")])
        try raise()
        try look([channel("ops")])
        let late = 4 * 86_400
        #expect(try look([channel("team", since: late - 1)], after: late) == [])
        let ids = try fixture.ledger.alerts(limit: 9).map(\.alert.id)
        let states = try fixture.ledger.deliveries(of: ids).values.joined()
        #expect(states.map(\.state) == [.failed])
        #expect(states.map(\.error) == ["the channel is not configured any more"])
    }
}
