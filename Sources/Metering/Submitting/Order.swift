package import Accounting
package import Provider

/// What is to be submitted: the provider's request, and what is recorded of it.
package struct Order: Sendable {
    package var request: VideoRequest
    package var project: Name?
    package var key: Name?
    package var labels: [Label] = []
    package var isModeExplicit = false
    package var isOrientationExplicit = false
    /// The length of the reference as the person states it, in milliseconds.
    package var statedMilliseconds: Int?
    /// The length as it was read from the reference, in milliseconds.
    package var measuredMilliseconds: Int?
    package var maxCost: USD?
    package var allowsDuplicate = false
    /// Keep the prompt beside the accounts, where it can be erased.
    package var keepsPrompt = false

    /// The mode that the model makes where the request names none; nil where that is not known.
    package var defaultMode: Mode?
    package var isMotionControl: Bool

    package init(request: VideoRequest) {
        self.request = request
        isMotionControl = MotionControl.includes(model: request.model)
    }

    package var subject: Subject {
        Subject(
            model: request.model, mode: request.mode ?? defaultMode,
            orientation: request.orientation, project: project, key: key)
    }

    /// With what the model makes of what the request leaves open. It is sent as well, as far as the
    /// model has such a field: the provider's own defaults have changed before.
    ///
    /// A mode that is none of ours is sent as it is written, and counts as the dearest that the model has:
    /// what the provider makes of it is not known.
    package func completed(by prices: PriceBook, at instant: Instant) -> Order {
        var order = self
        let hasOtherMode = request.mode == nil && request.states("mode")
        if hasOtherMode {
            order.defaultMode = prices.dearestMode(of: request.model, at: instant)
        }
        guard let defaults = prices.defaults(of: request.model, at: instant) else { return order }
        order.isMotionControl = true
        if !hasOtherMode {
            order.defaultMode = defaults.mode
            if defaults.sendsMode { order.request.mode = request.mode ?? defaults.mode }
        }
        if !request.states("character_orientation") {
            order.request.orientation = defaults.orientation
        }
        if !request.states("keep_audio") { order.request.keepsAudio = defaults.keepsAudio }
        return order
    }

    /// How many seconds will be charged at the most; nil for a model without a length, and for one whose
    /// request names a length that cannot be read.
    ///
    /// Only motion control is as long as its reference. The others are as long as they are asked to be,
    /// whatever fields of it stand beside.
    package var length: ReferenceLength? {
        if isMotionControl {
            return ReferenceLength(
                statedMilliseconds: demandedMilliseconds,
                measuredMilliseconds: measuredMilliseconds, orientation: request.orientation)
        }
        if request.states("duration"), request.durationMilliseconds == nil { return nil }
        guard let demandedMilliseconds else { return nil }
        return ReferenceLength(
            statedMilliseconds: demandedMilliseconds, measuredMilliseconds: measuredMilliseconds,
            orientation: nil)
    }

    /// The length that the reference says of itself, where it is too long to be taken as it is.
    package var doubtfulSeconds: Int? {
        ReferenceLength.doubtfulSeconds(
            statedMilliseconds: demandedMilliseconds, measuredMilliseconds: measuredMilliseconds,
            orientation: request.orientation)
    }

    /// Motion control has no field for it: its length is the reference's. Elsewhere the request states
    /// the least that is charged.
    private var demandedMilliseconds: Int? {
        let asked = isMotionControl ? nil : request.durationMilliseconds
        return [statedMilliseconds, asked].compactMap(\.self).max()
    }

    /// What the request would cost in each of the model's modes.
    package func alternatives(prices: PriceBook, at instant: Instant) -> [Price] {
        prices.alternatives(
            to: request.model, parameters: request.fieldTexts, seconds: length?.seconds,
            at: instant)
    }

    /// What will be charged at the most, by the prices in force.
    package func estimate(prices: PriceBook, at instant: Instant) -> Estimate {
        let length = length
        let price = prices.price(
            of: request.model, mode: subject.mode, parameters: request.fieldTexts,
            seconds: length?.seconds, at: instant)
        if let price, let estimate = Estimate(price: price, length: length) { return estimate }
        // A maximum stands in for a price, and not for one that is listed: what the request names beside may
        // be ignored, and then the dearest of them is charged.
        if let maxCost {
            let least = prices.dearestCost(
                of: request.model, seconds: length?.seconds ?? 1, at: instant)
            return Estimate(maxCost: max(maxCost, least ?? maxCost), length: length)
        }
        return .unpriced(length: length, price: price)
    }

    /// The proposal to reserve for. `digest` is the same for identical requests only.
    package func proposal(
        id: SubmissionID, prices: PriceBook, digest: String, at instant: Instant
    ) -> Proposal {
        Proposal(
            id: id, subject: subject, isModeExplicit: isModeExplicit,
            isOrientationExplicit: isOrientationExplicit, keepsAudio: request.keepsAudio,
            labels: labels, estimate: estimate(prices: prices, at: instant), maxCost: maxCost,
            fingerprint: Fingerprint(
                digest: digest, promptBytes: request.prompt?.utf8.count ?? 0,
                imageBytes: request.imageURL?.utf8.count ?? 0,
                videoBytes: request.videoURL?.utf8.count ?? 0))
    }
}
