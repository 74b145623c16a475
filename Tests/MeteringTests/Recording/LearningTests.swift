import Accounting
import LedgerStore
import Provider
import Testing

@testable import Metering

@Suite struct LearningTests {
    /// With a length that was read from the reference: one that is stated teaches nothing.
    private func submit(_ number: Int, _ desk: Desk) async throws -> Submission {
        var order = desk.order(number)
        order.statedMilliseconds = nil
        order.measuredMilliseconds = 10_000
        return try await desk.meter.submit(order, over: desk.provider, observe: desk.log.observe)
            .submission
    }

    @Test func whatAPersonUnderstatesTeachesNothing() async throws {
        let desk = try Desk()
        for number in 1...2 {
            let id = "g\(number)"
            let submission = try await desk.accepted(as: id, number)
            desk.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("30"))))
            _ = try await desk.follow(submission.id)
        }
        #expect(try await desk.submit(3).submission.estimate.usd == Desk.reservation)
    }

    /// Files that say one second of twelve: what they were charged says nothing of the next request.
    @Test func lengthsThatWereReadWrongRefuseNothing() async throws {
        let desk = try Desk()
        try desk.set(.usd("9"))
        for number in 1...2 {
            let id = "g\(number)"
            desk.provider.willAnswer(.accepted(.queued(id)))
            var order = desk.order(number)
            order.statedMilliseconds = nil
            order.measuredMilliseconds = 1000
            let submission = try await desk.meter.submit(
                order, over: desk.provider, observe: desk.log.observe
            ).submission
            // Twelve seconds of pro.
            desk.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("2.6208"))))
            _ = try await desk.follow(submission.id)
        }
        #expect(desk.log.alerts.count { $0 == .mismatch } == 1)
        let next = try await submit(3, desk)
        #expect(next.state != .refused && next.estimate.usd == Desk.reservation)
        #expect(next.estimate.priceSource == "builtin")
        #expect(try desk.ledger.verify().problems == [])
    }

    @Test func theNextReservationCoversWhatWasChargedTwice() async throws {
        let desk = try Desk()
        for number in 1...2 {
            let id = "g\(number)"
            desk.provider.willAnswer(.accepted(.queued(id)))
            let submission = try await submit(number, desk)
            #expect(submission.estimate.usd == Desk.reservation)
            desk.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("3"))))
            _ = try await desk.follow(submission.id)
        }
        let next = try await submit(3, desk).estimate
        #expect(next.usd == "3" && next.priceSource == "learned" && next.unitPrice == "0.3")
        #expect(try desk.ledger.verify().problems == [])
        // Another process has seen it as well.
        let book = try Ledger(path: desk.ledger.path, at: desk.clock.now).priceBook()
        #expect(book.experiences.map(\.count) == [2])
        #expect(book.experiences.map(\.charged) == ["6"])
    }
}
