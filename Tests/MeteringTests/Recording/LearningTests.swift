import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

@Suite struct LearningTests {
    /// With a length that was read from the reference: one that is stated teaches nothing.
    private func submit(_ number: Int, _ fixture: TestMeter) async throws -> Submission {
        var order = fixture.order(number)
        order.statedMilliseconds = nil
        order.measuredMilliseconds = 10_000
        return try await fixture.meter.submit(
            order, over: fixture.provider, observe: fixture.log.observe
        )
        .submission
    }

    @Test func whatAPersonUnderstatesTeachesNothing() async throws {
        let fixture = try TestMeter()
        for number in 1...2 {
            let id = "g\(number)"
            let submission = try await fixture.accepted(as: id, number)
            fixture.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("30"))))
            _ = try await fixture.follow(submission.id)
        }
        #expect(try await fixture.submit(3).submission.estimate.usd == TestMeter.reservation)
    }

    /// Files that say one second of twelve: what they were charged says nothing of the next request.
    @Test func lengthsThatWereReadWrongRefuseNothing() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("9"))
        for number in 1...2 {
            let id = "g\(number)"
            fixture.provider.willAnswer(.accepted(.queued(id)))
            var order = fixture.order(number)
            order.statedMilliseconds = nil
            order.measuredMilliseconds = 1000
            let submission = try await fixture.meter.submit(
                order, over: fixture.provider, observe: fixture.log.observe
            ).submission
            // Twelve seconds of pro.
            fixture.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("2.6208"))))
            _ = try await fixture.follow(submission.id)
        }
        #expect(fixture.log.alerts.count { $0 == .mismatch } == 1)
        let next = try await submit(3, fixture)
        #expect(next.state != .refused && next.estimate.usd == TestMeter.reservation)
        #expect(next.estimate.priceSource == .builtin)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func theNextReservationCoversWhatWasChargedTwice() async throws {
        let fixture = try TestMeter()
        for number in 1...2 {
            let id = "g\(number)"
            fixture.provider.willAnswer(.accepted(.queued(id)))
            let submission = try await submit(number, fixture)
            #expect(submission.estimate.usd == TestMeter.reservation)
            fixture.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("3"))))
            _ = try await fixture.follow(submission.id)
        }
        let next = try await submit(3, fixture).estimate
        #expect(next.usd == "3" && next.priceSource == .learned && next.unitPrice == "0.3")
        #expect(try await fixture.ledger.verify().problems == [])
        // Another process has seen it as well.
        let book = try Ledger(path: fixture.ledger.path, at: fixture.clock.now).priceBook()
        #expect(book.experiences.map(\.count) == [2])
        #expect(book.experiences.map(\.charged) == ["6"])
    }
}
