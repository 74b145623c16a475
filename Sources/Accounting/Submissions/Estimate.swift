/// The most that a submission may cost, and how that was worked out. It is what gets reserved.
package struct Estimate: Hashable, Sendable {
    package let usd: USD
    /// Nil when no length is known, as for a price per video.
    package let seconds: Int?
    package let secondsSource: SecondsSource?
    package let unitPrice: USD?
    package let pricePer: PriceUnit?
    package let priceSource: EstimateSource?

    package init(
        usd: USD, seconds: Int?, secondsSource: SecondsSource?, unitPrice: USD?,
        pricePer: PriceUnit?, priceSource: EstimateSource?
    ) {
        self.usd = usd
        self.seconds = seconds
        self.secondsSource = secondsSource
        self.unitPrice = unitPrice
        self.pricePer = pricePer
        self.priceSource = priceSource
    }

    /// Rounded up. Nil for a price per second without a length, and for a cost that leaves the
    /// readable range.
    package init?(price: Price, length: ReferenceLength?) {
        guard let usd = price.cost(seconds: length?.seconds) else { return nil }
        self.init(
            usd: usd, seconds: length?.seconds, secondsSource: length?.source,
            unitPrice: price.unitPrice, pricePer: price.unit,
            priceSource: EstimateSource(price.source))
    }

    /// Without a price, the stated maximum is reserved.
    package init(maxCost: USD, length: ReferenceLength?) {
        self.init(
            usd: maxCost, seconds: length?.seconds, secondsSource: length?.source, unitPrice: nil,
            pricePer: nil, priceSource: .maxCost)
    }

    /// Neither a cost nor a maximum: nothing can be reserved, and it will be refused.
    ///
    /// - Parameter price: one that is known, and does not do without a length.
    package static func unpriced(length: ReferenceLength?, price: Price? = nil) -> Estimate {
        Estimate(
            usd: .zero, seconds: length?.seconds, secondsSource: length?.source,
            unitPrice: price?.unitPrice, pricePer: price?.unit, priceSource: nil)
    }

    /// False when no price and no maximum say what to reserve.
    package var isPriced: Bool { priceSource != nil }

    /// True where a price said what to expect. Neither a maximum nor the charge of history says that.
    package var isExpectation: Bool {
        unitPrice != nil || priceSource == .recorded
    }

    /// Its length, unless that was only assumed.
    package var knownSeconds: Int? { secondsSource == .cap ? nil : seconds }

    /// True for history from elsewhere.
    package var isImported: Bool {
        priceSource == .imported || priceSource == .recorded
    }
}

/// What an estimate was made from, by the name that is stored.
package enum EstimateSource: String, CaseIterable, Sendable {
    case builtin, catalogue, user, learned
    /// The most that the person will pay, in the stead of a price.
    case maxCost = "max_cost"
    /// History that has an amount and no estimate: the amount stands in.
    case imported = "import"
    /// History that states what it was estimated at by a price.
    case recorded = "import_estimate"

    package init(_ source: PriceSource) {
        self =
            switch source {
            case .builtin: .builtin
            case .catalogue: .catalogue
            case .user: .user
            case .learned: .learned
            }
    }
}

/// Where the length of the reference video is known from.
package enum SecondsSource: String, CaseIterable, Sendable {
    /// The person stated it, and the video says no more of itself.
    case stated
    /// It was read from the video.
    case reference
    /// It could not be read and was not stated: the longest that the orientation takes.
    case cap
}

/// How many seconds will be charged at the most: whole ones, rounded up.
package struct ReferenceLength: Hashable, Sendable {
    package let seconds: Int
    package let source: SecondsSource

    package init(seconds: Int, source: SecondsSource) {
        self.seconds = seconds
        self.source = source
    }

    /// The larger of what was stated and what was measured; with neither, the cap. Nil for a model
    /// without one.
    package init?(
        statedMilliseconds: Int?, measuredMilliseconds: Int?, orientation: Orientation?
    ) {
        let stated = statedMilliseconds.map(ReferenceLength.wholeSeconds)
        if let measured = measuredMilliseconds.map(ReferenceLength.wholeSeconds),
            measured >= stated ?? 0
        {
            self.init(seconds: measured, source: .reference)
        } else if let stated {
            self.init(seconds: stated, source: .stated)
        } else if let orientation {
            self.init(
                seconds: MotionControl.longestReferenceSeconds(orientation), source: .cap)
        } else {
            return nil
        }
    }

    /// The whole seconds that a file says of itself, where they are beyond twice what the orientation
    /// takes and the person stated less: more likely a slip or damage than a reference.
    package static func doubtfulSeconds(
        statedMilliseconds: Int?, measuredMilliseconds: Int?, orientation: Orientation?
    ) -> Int? {
        guard let measured = measuredMilliseconds.map(wholeSeconds), let orientation,
            measured > 2 * MotionControl.longestReferenceSeconds(orientation),
            statedMilliseconds.map(wholeSeconds) ?? 0 < measured
        else { return nil }
        return measured
    }

    /// Rounded up, and at least one.
    private static func wholeSeconds(_ milliseconds: Int) -> Int {
        max(1, milliseconds / 1000 + (milliseconds % 1000 > 0 ? 1 : 0))
    }
}
