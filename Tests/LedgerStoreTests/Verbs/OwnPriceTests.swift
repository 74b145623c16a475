import Accounting
import LedgerStore
import TestSupport
import Testing

/// What a person says about prices, and what charges taught.
@Suite struct OwnPriceTests {
    private let fixture: TestLedger
    private let model = MotionControl.defaultModel

    init() throws { fixture = try TestLedger() }

    /// One whose length was read as so many seconds, and its charge.
    @discardableResult
    private func charge(
        _ usd: String, forSeconds seconds: Int, model: Name? = nil, mode: Mode = .std
    ) async throws -> [Alert] {
        let model = model ?? self.model
        let price = try #require(
            try fixture.ledger.priceBook(at: .start).price(
                of: model, mode: mode, seconds: seconds, at: .start))
        let length = ReferenceLength(seconds: seconds, source: .reference)
        let proposal = Proposal(
            id: fixture.ids.id(at: .start),
            subject: Subject(model: model, mode: mode, orientation: .video),
            estimate: try #require(Estimate(price: price, length: length)))
        _ = try await fixture.ledger.reserve(proposal, at: .start)
        _ = try await fixture.ledger.record(
            .accepted(generationID: "g\(proposal.id)", quotedCharge: nil), of: proposal.id,
            at: .start)
        return try await fixture.settle(proposal.id, usd)?.alerts ?? []
    }

    private func usd(_ model: Name? = nil, mode: Mode = .std) throws -> USD? {
        try fixture.ledger.priceBook(at: .start)
            .price(of: model ?? self.model, mode: mode, seconds: 12, at: .start)?.usd
    }

    private func set(_ usd: String, mode: Mode? = nil, at instant: Instant = .start) async throws {
        try await fixture.ledger.set(
            Price(
                model: model, mode: mode, usd: .dollars(usd), unit: .second, source: .user,
                effectiveFrom: instant), at: instant)
    }

    @Test func chargesTooFarOffRaiseNoPriceAndAreSaidOnce() async throws {
        let events = try await inTurn(3) { _ in
            try await charge("1.9656", forSeconds: 1).map(\.event)
        }
        #expect(events == [[.overrun, .mismatch], [.overrun], [.overrun]])
        #expect(try usd() == .dollars("0.1638"))
        // Of another mode it is another thing.
        #expect(
            try await charge("9", forSeconds: 1, mode: .pro).map(\.event) == [.overrun, .mismatch])
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aChargeThatIsOnlyHigherIsNoMismatch() async throws {
        #expect(try await charge("2", forSeconds: 10).map(\.event) == [.overrun])
        #expect(try await charge("1", forSeconds: 10).map(\.event) == [])
    }

    @Test func forgettingEndsWhatWasLearned() async throws {
        for _ in 1...2 { try await charge("2", forSeconds: 10) }
        #expect(try usd() == .dollars("0.2"))
        #expect(try await fixture.ledger.forgetCharges(of: model, at: .start) == 2)
        #expect(try usd() == .dollars("0.1638"))
        #expect(try await fixture.ledger.forgetCharges(of: model, at: .start) == 0)
        try await charge("2", forSeconds: 10)
        #expect(try usd() == .dollars("0.1638"), "one may be a slip")
        try await charge("2", forSeconds: 10)
        #expect(try usd() == .dollars("0.2"))
        #expect(try fixture.kinds().count { $0 == "price_forgotten" } == 1)
        #expect(try await fixture.ledger.verify().problems == [])
        #expect(try await fixture.another().verify().problems == [])
    }

    @Test func aCorrectionOfWhatWasForgottenTeachesNothing() async throws {
        for _ in 1...2 { try await charge("2", forSeconds: 10) }
        _ = try await fixture.ledger.forgetCharges(of: model, at: .start)
        var settled = SubmissionFilter()
        settled.state = .settled
        for submission in try await fixture.ledger.submissions(matching: settled) {
            let charge = Charge(usd: .dollars("2.1"), source: .operator)
            _ = try await fixture.ledger.record(
                .adjusted(charge, reason: "bill"), of: submission.id, at: .start)
        }
        #expect(try usd() == .dollars("0.1638"))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aPriceOfOnesOwnEndsWhatWasLearned() async throws {
        for _ in 1...2 { try await charge("2", forSeconds: 10) }
        for _ in 1...2 { try await charge("3", forSeconds: 10, mode: .pro) }
        try await set("0.17", mode: .std)
        #expect(try usd() == .dollars("0.17") && usd(mode: .pro) == .dollars("0.3"))
        for _ in 1...2 { try await charge("2", forSeconds: 10) }
        #expect(try usd() == .dollars("0.17"), "whoever sets one has the last word")
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func anOwnPriceCanBeEnded() async throws {
        try await set("0.5")
        try await set("0.6", mode: .pro)
        #expect(try usd(mode: .pro) == .dollars("0.6"))
        #expect(
            try await fixture.ledger.unsetPrices(of: model, mode: .pro, at: .start).map(\.usd)
                == [.dollars("0.6")])
        #expect(try usd(mode: .pro) == .dollars("0.5"))
        #expect(try await fixture.ledger.unsetPrices(of: model, mode: .std, at: .start) == [])
        try await set("0.7", mode: .std)
        #expect(try await fixture.ledger.unsetPrices(of: model, mode: nil, at: .start).count == 2)
        #expect(try usd() == .dollars("0.1638") && usd(mode: .pro) == .dollars("0.2184"))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func oneSetUnderAnotherNameIsEndedAsWell() async throws {
        try await fixture.ledger.set(
            Price(
                model: MotionControl.v26Pro, mode: nil, usd: .dollars("1"), unit: .second,
                source: .user, effectiveFrom: .start), at: .start)
        #expect(try usd(MotionControl.v26Open, mode: .pro) == .dollars("1"))
        #expect(
            try await fixture.ledger.unsetPrices(of: MotionControl.v26Open, mode: .pro, at: .start)
                .count
                == 1)
        #expect(try usd(MotionControl.v26Open, mode: .pro) == .dollars("0.1456"))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aPriceSetWhileTheClockWasAheadIsInForce() async throws {
        let tomorrow = Instant.start.advanced(bySeconds: 86_400)
        try await set("0.5", at: tomorrow)
        #expect(try usd() == .dollars("0.5"))
        try await set("0.4")
        #expect(try usd() == .dollars("0.4"))
        let later = tomorrow.advanced(bySeconds: 1)
        let price = try fixture.ledger.priceBook(at: later)
            .price(of: model, mode: .std, seconds: 1, at: later)
        #expect(price?.usd == .dollars("0.4"), "the last one that was set, then as now")
    }
}
