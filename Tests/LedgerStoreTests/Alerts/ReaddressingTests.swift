import Accounting
import LedgerStore
import TestSupport
import Testing

/// What waited for a channel that its file does not list any more.
@Suite struct ReaddressingTests {
    private let fixture: TestLedger
    private static let config = "/home/me/config.toml"

    init() async throws {
        fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
    }

    private func channel(
        _ name: String, since seconds: Int = -3600,
        admits: @escaping @Sendable (Alert) -> Bool = { _ in true }
    ) -> OutboxChannel {
        OutboxChannel(name: name, since: .start.advanced(bySeconds: seconds), admits: admits)
    }

    private func raise(_ count: Int = 1) async throws {
        for _ in 0..<count {
            try await fixture.ledger.override(
                BudgetOverride(
                    budget: "all", added: .dollars("1"), until: .distantFuture, reason: "a test"),
                at: .start)
        }
    }

    @discardableResult
    private func look(
        _ channels: [OutboxChannel], of config: String? = ReaddressingTests.config,
        besides others: Set<String> = [], after seconds: Int = 10
    ) async throws -> [Readdressed] {
        try await fixture.ledger.enqueue(
            channels, of: config, besides: others, at: .start.advanced(bySeconds: seconds))
    }

    private func waiting(for name: String, after seconds: Int = 10) throws -> Int {
        try fixture.ledger.undelivered(at: .start.advanced(bySeconds: seconds))
            .count { $0.channel == name && $0.state == .pending }
    }

    @Test func theNewNameOfAChannelGetsWhatWaitedForTheOldOne() async throws {
        try await look([channel("ops")])
        try await raise(3)
        try await look([channel("ops")])
        #expect(try waiting(for: "ops") == 3)
        // The file is younger than all that waits.
        let moved = try await look([channel("team", since: 5)])
        #expect(moved == [Readdressed(channel: "ops", to: ["team"], alerts: 3)])
        #expect(try waiting(for: "ops") == 0 && waiting(for: "team") == 3)
        #expect(try await look([channel("team", since: 5)]) == [])
        #expect(try await fixture.ledger.verify().problems == [])
    }

    /// Nobody ran between the alert and the new name.
    @Test func whatTheOldNameWasNeverLookedThroughForIsNotLost() async throws {
        try await look([channel("ops")])
        try await raise(2)
        let moved = try await look([channel("team", since: 5)])
        #expect(moved.map(\.alerts) == [2])
        #expect(try waiting(for: "team") == 2)
    }

    @Test func whoHasItAlreadyIsNotToldTwiceAndWhoDoesNotAdmitItNotAtAll() async throws {
        try await look([channel("ops"), channel("boss")])
        try await raise()
        let delivery = try #require(
            try await fixture.ledger.claimDelivery(
                for: channel("boss"), at: .start, until: .start.advanced(bySeconds: 60), claim: "x")
        )
        try await fixture.ledger.end(delivery, .delivered, at: .start)
        try await look([channel("ops"), channel("boss")])
        #expect(try waiting(for: "ops") == 1)
        let others = [channel("boss"), channel("quiet") { _ in false }]
        #expect(try await look(others) == [])
        for name in ["ops", "boss", "quiet"] { #expect(try waiting(for: name) == 0, "\(name)") }
    }

    @Test func whatNobodyAdmitsWaitsUntilSomebodyDoes() async throws {
        try await look([channel("ops")])
        try await raise()
        try await look([channel("ops")])
        #expect(try await look([channel("quiet") { _ in false }]) == [])
        #expect(try waiting(for: "ops") == 1)
        #expect(try await look([channel("quiet")]).map(\.to) == [["quiet"]])
        #expect(try waiting(for: "quiet") == 1 && waiting(for: "ops") == 0)
    }

    /// cron has the channels of one file, and a person those of another.
    @Test func theChannelsOfAnotherFileAreNotGone() async throws {
        try await look([channel("ops")])
        try await raise()
        try await look([channel("ops")])
        #expect(try await look([channel("mine")], of: "/root/config.toml") == [])
        #expect(try await look([channel("mine")], of: nil) == [])
        #expect(try waiting(for: "ops") == 1)
    }

    @Test func aChannelThatIsWrittenWronglyIsNotGone() async throws {
        try await look([channel("ops")])
        try await raise()
        try await look([channel("ops")])
        #expect(try await look([channel("other")], besides: ["ops"]) == [])
        // Nor is anything taken where there is no channel at all to give it to.
        #expect(try await look([]) == [])
        #expect(try waiting(for: "ops") == 1)
    }

    @Test func whatSomebodyIsSendingIsLeftToThem() async throws {
        try await look([channel("ops")])
        try await raise()
        let end = Instant.start.advanced(bySeconds: 60)
        let delivery = try #require(
            try await fixture.ledger.claimDelivery(
                for: channel("ops"), at: .start, until: end, claim: "x"))
        #expect(try await look([channel("team", since: 5)]) == [])
        try await fixture.ledger.end(delivery, .later(end, reason: "HTTP 500"), at: .start)
        #expect(try await look([channel("team", since: 5)]).map(\.alerts) == [1])
    }

    @Test func whatIsOlderThanAnyAlertIsTriedHasFailed() async throws {
        try await look([channel("ops")])
        try await raise()
        try await look([channel("ops")])
        let late = 4 * 86_400
        #expect(try await look([channel("team", since: late - 1)], after: late) == [])
        let ids = try fixture.ledger.alerts(limit: 9).map(\.alert.id)
        let states = try fixture.ledger.deliveries(of: ids).values.joined()
        #expect(states.map(\.state) == [.failed])
        #expect(states.map(\.error) == ["the channel is not configured any more"])
    }
}
