/// How the stand-in behaves: everything that `bursar sandbox` has a flag for.
///
/// The same options, requests and clock give the same answers.
package struct SandboxOptions: Sendable {
    /// Feeds every draw: ids, mixed placements, failures, lost answers.
    package var seed: UInt64 = 1
    /// The only bearer key accepted; nil accepts any but `wrong` and `invalid`.
    package var key: String?
    package var usage: UsagePlacement = .poll
    package var ids: GenerationIDForm = .nanoid
    /// From the submission to the end of the generation.
    package var runningTime: Duration = .seconds(3)
    /// From the end of the generation to its entry in the transactions.
    package var chargeLag: Duration = .seconds(1)
    /// Percent of generations that end in an error, uncharged.
    package var failureRate: Double = 0
    /// Percent of submissions that are accepted, whose answer never arrives.
    package var lostRate: Double = 0
    /// Percent of submissions that one of `faultKinds` befalls; a marker's own fault goes first.
    package var faultRate: Double = 0
    /// Lost, torn, late, failed after it was taken, and failed without being taken.
    package var faultKinds: [SubmitFault] = [.reset, .torn, .slow, .status(504), .status(503)]
    /// How late a slow answer is.
    package var faultDelay: Duration = .seconds(3)
    /// How the books misbehave from the start on.
    package var troubles: [Trouble] = []
    /// Whether half of the generations return to `queued` once while they run.
    package var goesBackwards = false
    /// Whether every `credits_used` is one above the exact number.
    package var creditsOneHigh = false
    /// Whether answers say what time it is.
    package var statesDate = true
    /// What the account holds at the start, in nano-dollars.
    package var balanceNanos: Int64 = 1_000_000_000_000
    /// What the key may spend; nil shows the opening balance as a limit that nothing enforces.
    package var keyLimit: SpendingCap?
    /// The length that a reference is billed for when it cannot be read.
    package var defaultLength: Duration = .seconds(5)
    /// The largest request body: 64 MiB of media, as base64, and the words around it.
    package var uploadLimitBytes = 88 * 1024 * 1024

    package init() {}
}

extension SandboxOptions {
    /// Reads dollars such as `25` or `0.5`, up to a hundred million; nil for anything else.
    package static func nanos(dollarsText text: String) -> Int64? {
        DecimalNumber.scaled(text, places: 9).flatMap { $0 <= Charge.mostNanos ? $0 : nil }
    }

    /// Reads seconds such as `3` or `0.25`, up to a million; nil for anything else.
    package static func duration(secondsText text: String) -> Duration? {
        span(secondsText: text).flatMap { $0 <= .seconds(1_000_000) ? $0 : nil }
    }

    /// Reads seconds up to four hundred million, some twelve years, for lags and for the clock.
    package static func span(secondsText text: String) -> Duration? {
        DecimalNumber.scaled(text, places: 6).flatMap { $0 <= 400_000_000_000_000 ? $0 : nil }
            .map(Duration.init(micros:))
    }

    /// The fault that chance gives an attempt, from a stream of its own.
    func fault(ofAttempt number: Int) -> SubmitFault? {
        var chance = SplitMix64(seed: seed, stream: 1 << 41 | UInt64(number))
        guard chance.happens(percent: faultRate), !faultKinds.isEmpty else { return nil }
        return chance.pick(faultKinds)
    }
}
