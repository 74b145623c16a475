import Testing

@testable import Gateway

@Suite("When the next round begins") struct RoundsTests {
    /// The pause of a second behind each round is part of the interval.
    @Test(arguments: [
        (Duration.seconds(15), 0.0, Duration.seconds(12.5)),
        (.seconds(15), 0.5, .seconds(14)),
        (.seconds(15), 1, .seconds(15.5)),
        (.seconds(1), 0, .zero),
        (.milliseconds(50), 1, .zero),
    ])
    func theIntervalHoldsWithATenthOfJitter(
        interval: Duration, jitter: Double, rest: Duration
    ) {
        let found = Rounds.rest(interval, jitter: jitter)
        #expect(found - rest < .nanoseconds(1) && rest - found < .nanoseconds(1))
    }
}
