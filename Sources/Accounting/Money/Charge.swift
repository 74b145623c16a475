/// Which source said what a submission cost. Later cases are better sources and replace earlier ones.
package enum ChargeSource: String, CaseIterable, Comparable, Sendable {
    /// None: the reservation stands in until a source states an amount.
    case estimate
    /// The provider's request log.
    case logs
    /// Usage that was named before the generation ended: in the answer to the submission, or to a
    /// poll while it ran. Of several the largest stays.
    case submit
    /// Usage in the headers of the final answer.
    case headers
    /// Usage in the body of the final answer.
    case body
    /// A record of history from elsewhere.
    case `import`
    /// A person, with a reason.
    case `operator`
    /// The provider's transactions: the bill itself.
    case transactions

    package static func < (left: ChargeSource, right: ChargeSource) -> Bool {
        allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
    }
}

/// What the provider took for one submission.
package struct Charge: Hashable, Sendable {
    package let usd: USD
    package let credits: Int64
    package let source: ChargeSource
    /// True while the amount is the reservation, because no source has stated another.
    package let isProvisional: Bool
    /// What was odd about the numbers as they were reported; nil when nothing was.
    package let remark: String?

    package init(
        usd: USD, credits: Int64, source: ChargeSource, isProvisional: Bool = false,
        remark: String? = nil
    ) {
        self.usd = usd
        self.credits = credits
        self.source = source
        self.isProvisional = isProvisional
        self.remark = remark
    }

    /// An amount in dollars alone; the credits follow from it.
    package init(usd: USD, source: ChargeSource, isProvisional: Bool = false) {
        self.init(
            usd: usd, credits: usd.credits, source: source, isProvisional: isProvisional)
    }
}

extension Charge {
    /// Whether its dollars and its credits are further apart than one credit: the provider stated both,
    /// and the dollars count.
    package var isContradictory: Bool {
        let stated = Int128(credits) * Int128(USD.nanosPerCredit)
        let difference = Int128(usd.nanos) - stated
        return difference.magnitude > Int128(USD.nanosPerCredit).magnitude
    }
}
