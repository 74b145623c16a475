import Accounting
import TestSupport
import Testing

@Suite struct DeliveryScheduleTests {
    private static let raisedAt = Instant("2026-11-21T09:30:00.125Z")!
    private static let now = raisedAt.advanced(bySeconds: 600)

    @Test(arguments: [
        (-1, 5), (0, 5), (1, 5), (2, 10), (3, 20), (4, 40), (5, 80), (6, 160), (7, 320), (8, 640),
        (9, 1280), (10, 2560), (11, 3600), (12, 3600), (1_000_000_000, 3600), (Int.max, 3600),
    ])
    func theWaitDoublesUpToAnHour(attempt: Int, seconds: Int) {
        #expect(DeliverySchedule.baseSeconds(afterAttempt: attempt) == seconds)
    }

    /// After the fourth attempt: chance, what the receiver asked for, and the wait.
    @Test(
        arguments: [
            (0, nil, 20), (0.5, nil, 30), (1, nil, 40), (-3, nil, 20), (7, nil, 40),
            (.nan, nil, 20), (.infinity, nil, 40), (0, 25, 25), (1, 25, 40), (0, 0, 20),
            (0, -5, 20), (0, 7200, 7200), (1, 86_400, 86_400), (1, 100_000, 86_400),
            (0, .max, 86_400), (0, .min, 20),
        ] as [(Double, Int?, Int)])
    func chanceShortensItAndAReceiverLengthensIt(jitter: Double, asked: Int?, seconds: Int) {
        let next = DeliverySchedule.next(
            afterAttempt: 4, at: Self.now, raisedAt: Self.raisedAt, jitter: jitter,
            retryAfter: asked)
        #expect(next == Self.now.advanced(bySeconds: seconds))
    }

    @Test(arguments: [(3 * 86_400 - 3600, true), (3 * 86_400 - 3599, false), (4 * 86_400, false)])
    func afterThreeDaysItHasFailed(age: Int, isTriedAgain: Bool) {
        let instant = Self.raisedAt.advanced(bySeconds: age)
        let next = DeliverySchedule.next(
            afterAttempt: 80, at: instant, raisedAt: Self.raisedAt, jitter: 1)
        #expect((next != nil) == isTriedAgain)
    }

    @Test func everyTryIsLaterAndNoneIsAfterThreeDays() {
        let seed = UInt64.random(in: .min ... .max)
        print("schedule: seed \(seed)")
        var random = SplitMix64(seed: seed)
        for _ in 0..<200 {
            var now = Self.raisedAt.advanced(bySeconds: Int.random(in: 0...600, using: &random))
            var base = 0
            var attempts = 0
            while true {
                attempts += 1
                let next = DeliverySchedule.next(
                    afterAttempt: attempts, at: now, raisedAt: Self.raisedAt,
                    jitter: Double.random(in: 0...1, using: &random),
                    retryAfter: Int.random(in: 0...9, using: &random) == 0
                        ? Int.random(in: 0...7200, using: &random) : nil)
                guard let next else { break }
                #expect(next > now)
                #expect(next <= Self.raisedAt.advanced(bySeconds: 3 * 86_400))
                #expect(DeliverySchedule.baseSeconds(afterAttempt: attempts) >= base)
                base = DeliverySchedule.baseSeconds(afterAttempt: attempts)
                // A try takes a while itself.
                now = next.advanced(bySeconds: Int.random(in: 0...30, using: &random))
            }
            // Half an hour to an hour apart, with the quick ones at the beginning.
            #expect((30...170).contains(attempts), "\(attempts)")
        }
    }

    @Test(arguments: [(nil, 0), (-60, 0), (60, 60), (86_400, 86_400)] as [(Int?, Int)])
    func whatWasDatedInThePastIsTriedForThreeDaysFromItsFirstAttempt(first: Int?, later: Int) {
        let end = DeliverySchedule.end(
            raisedAt: Self.raisedAt,
            triedSince: first.map { Self.raisedAt.advanced(bySeconds: $0) })
        #expect(end == Self.raisedAt.advanced(bySeconds: 3 * 86_400 + later))
    }
}
