import Accounting
import LedgerStore
import TestSupport
import Testing

@Suite struct PriceTests {
    private func listing(_ model: Name, _ prices: (Mode?, Int64)..., at: Instant = .start)
        -> PriceListing
    {
        PriceListing(
            model: model,
            prices: prices.map { mode, nanos in
                Price(
                    model: model, mode: mode, when: ["resolution": "1080p"],
                    usd: USD(nanos: nanos), per: 10, unit: .second, source: .catalogue,
                    effectiveFrom: at)
            }, effectiveFrom: at)
    }

    @Test func aListingIsKeptAsItIsAndReplacesTheOneBefore() async throws {
        let fixture = try TestLedger()
        let first = listing("m", (.std, 5), (.pro, 7))
        let second = listing("m", (.std, 6), at: .start.advanced(bySeconds: 60))
        _ = try await fixture.ledger.list([first], at: .start)
        #expect(try fixture.ledger.priceBook().listings == [first])
        _ = try await fixture.ledger.list([second], at: second.effectiveFrom)
        #expect(try fixture.ledger.priceBook().listings == [second])
        #expect(try fixture.ledger.listings(of: "m") == [first, second])
        let prices = try fixture.ledger.priceBook()
        #expect(
            prices.price(of: "m", mode: .pro, seconds: 10, at: second.effectiveFrom) == nil,
            "the mode is listed no longer")
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func theSameListAgainChangesNothing() async throws {
        let fixture = try TestLedger()
        _ = try await fixture.ledger.list([listing("m", (.std, 5))], at: .start)
        let head = try fixture.ledger.head()
        let later = Instant.start.advanced(bySeconds: 60)
        let again = try await fixture.ledger.list([listing("m", (.std, 5), at: later)], at: later)
        #expect(again.changes == [] && again.alerts == [])
        #expect(try fixture.ledger.head() == head)
    }

    @Test func onlyAChangeIsSaidAloud() async throws {
        let fixture = try TestLedger()
        let new = try await fixture.ledger.list([listing("m", (.std, 5))], at: .start)
        #expect(new.alerts == [])
        let later = Instant.start.advanced(bySeconds: 60)
        let changed = try await fixture.ledger.list(
            [listing("m", (.std, 20_000_000), at: later)], at: later)
        #expect(changed.alerts.map(\.event) == [.priceChanged])
        #expect(
            changed.alerts.first?.message
                == "the provider lists m at other prices: std resolution=1080p $0.000000001 →"
                + " $0.002 per second")
        // What ships with the program is a guess that the list corrects.
        let builtin = try await fixture.ledger.list(
            [listing(MotionControl.defaultModel, (.std, 5))], at: later)
        #expect(builtin.changes.map(\.model) == [MotionControl.defaultModel])
    }

    @Test func aPriceOfOnesOwnWinsOverTheListAndTheListOverTheGuess() async throws {
        let fixture = try TestLedger()
        let model = MotionControl.defaultModel
        func inForce() throws -> PriceSource? {
            try fixture.ledger.priceBook().price(of: model, mode: .std, seconds: 1, at: .start)?
                .source
        }
        #expect(try inForce() == .builtin)
        _ = try await fixture.ledger.list([listing(model, (.std, 5))], at: .start)
        #expect(try inForce() == .catalogue)
        try await fixture.ledger.set(
            Price(
                model: model, mode: nil, usd: .dollars("1"), unit: .video, source: .user,
                effectiveFrom: .start), at: .start)
        #expect(try inForce() == .user)
        // A list that names no price says nothing: the guess stands again.
        let other = try TestLedger()
        _ = try await other.ledger.list([listing(model)], at: .start)
        #expect(
            try other.ledger.priceBook().price(of: model, mode: .std, seconds: 1, at: .start)?
                .source == .builtin)
    }

    @Test func memosAndSweepsAreNoPartOfTheAccounts() async throws {
        let fixture = try TestLedger()
        let head = try fixture.ledger.head()
        try await fixture.ledger.cache("tag", as: "catalogue", at: .start)
        try await fixture.ledger.cache("other", as: "catalogue", at: .start.advanced(bySeconds: 1))
        #expect(try fixture.ledger.cached("catalogue")?.text == "other")
        #expect(try fixture.ledger.cached("nothing") == nil)
        let hour = Instant.start.advanced(bySeconds: 3600)
        let early = Instant.start.advanced(bySeconds: -1)
        let sweep = Sweep(at: hour, start: .start, end: hour)
        try await fixture.ledger.note(sweep)
        #expect(try fixture.ledger.sweeps(covering: .start ... .start) == [sweep])
        #expect(try fixture.ledger.sweeps(covering: hour...hour).isEmpty)
        #expect(try fixture.ledger.sweeps(covering: early...early).isEmpty)
        try await fixture.ledger.note(
            Sweep(at: hour.advanced(bySeconds: 101 * 86_400), start: .start, end: hour))
        #expect(try fixture.ledger.sweeps(covering: .start ... .start).count == 1)
        // One of the future was read while a clock was ahead.
        try await fixture.ledger.note(sweep)
        #expect(try fixture.ledger.sweeps(covering: .start ... .start) == [sweep])
        #expect(try fixture.ledger.head() == head)
        #expect(try await fixture.ledger.verify().problems == [])
    }
}
