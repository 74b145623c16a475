import Accounting

/// What will become of a submission: drawn once, from its own stream of chance.
struct Plan: Hashable, Sendable {
    let generation: Generation
    /// Whether its answer gets lost on the way.
    let isLost: Bool

    /// The draws have one order and all are made, so that an option moves no other outcome.
    init(
        _ request: GenerationRequest, options: SandboxOptions, at now: Instant,
        chance: inout SplitMix64
    ) {
        let marker = request.marker
        let id = options.ids.make(model: request.model.id, chance: &chance)
        let usage = options.usage.resolved(chance: &chance)
        let failsByChance = chance.happens(percent: options.failureRate)
        isLost = chance.happens(percent: options.lostRate)
        let turnsBack = chance.happens(percent: 50)

        let failure =
            marker.failure
            ?? (marker.status?.whenFailed != nil || failsByChance ? Plan.failureMessage : nil)
        let price = Plan.charge(request, options: options)
        generation = Generation(
            id: id, model: request.model.id, submittedAt: now,
            runningTime: marker.run ?? options.runningTime, failure: failure,
            charge: failure == nil || marker.isFailureCharged ? price : nil, hold: price,
            usage: marker.usage ?? usage,
            goesBackwards: marker.goesBackwards || (options.goesBackwards && turnsBack),
            marker: marker)
    }

    private static let failureMessage =
        "The model could not find exactly one character in the image."

    private static func charge(_ request: GenerationRequest, options: SandboxOptions) -> Charge {
        let marker = request.marker
        let isOneHigh = marker.creditsOneHigh || options.creditsOneHigh
        if let text = marker.cost, let nanos = DecimalNumber.scaled(text, places: 9) {
            return Charge(nanos: nanos, usdText: text, creditsOneHigh: isOneHigh)
        }
        if let credits = marker.credits { return Charge(credits: credits) }
        return Charge(
            nanos: request.costNanos(defaultLength: options.defaultLength),
            creditsOneHigh: isOneHigh)
    }
}
