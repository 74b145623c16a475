import Testing

@testable import Metering

@Suite("How long to wait before the next poll")
struct PollPaceTests {
    @Test func whileAnswersComeTheIntervalHoldsWithATenthOfJitter() {
        var pace = PollPace(interval: .seconds(10))
        #expect(pace.afterAnswer(jitter: 0) == .seconds(9))
        #expect(pace.afterAnswer(jitter: 0.5) == .seconds(10))
        #expect(pace.afterAnswer(jitter: 1) == .seconds(11))
    }

    @Test func failuresDoubleThePauseUpToAMinuteAndAnAnswerEndsThat() {
        var pace = PollPace(interval: .seconds(10))
        let pauses = (0..<4).map { _ in pace.afterFailure(retryAfterSeconds: nil, jitter: 0.5) }
        #expect(pauses == [.seconds(20), .seconds(40), .seconds(60), .seconds(60)])
        #expect(pace.afterAnswer(jitter: 0.5) == .seconds(10))
        #expect(pace.afterFailure(retryAfterSeconds: nil, jitter: 0.5) == .seconds(20))
    }

    @Test func theProviderMayAskForALongerPauseButNotForMoreThanAnHour() {
        var pace = PollPace(interval: .seconds(10))
        #expect(pace.afterFailure(retryAfterSeconds: 90, jitter: 0.5) == .seconds(90))
        #expect(pace.afterFailure(retryAfterSeconds: 1, jitter: 0.5) == .seconds(40))
        #expect(pace.afterFailure(retryAfterSeconds: .max, jitter: 0.5) == .seconds(3600))
        #expect(pace.afterFailure(retryAfterSeconds: .min, jitter: 0.5) == .seconds(60))
    }

    @Test(
        "No interval makes it spin or overflow",
        arguments: [
            Duration.zero, .seconds(-5), .seconds(Int64.min), .nanoseconds(1), .seconds(Int64.max),
        ])
    func oddIntervals(_ interval: Duration) {
        var pace = PollPace(interval: interval)
        for jitter in [0, 0.5, 1] {
            #expect(pace.afterAnswer(jitter: jitter) >= .milliseconds(40))
            for _ in 0..<20 {
                let pause = pace.afterFailure(retryAfterSeconds: nil, jitter: jitter)
                #expect(pause >= .milliseconds(40) && pause <= .seconds(100_000))
            }
        }
    }
}
