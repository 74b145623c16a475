/// Amounts that could not be true, and what becomes of them.
///
/// | limit | of | what is beyond it |
/// |---|---|---|
/// | ``largestReadable`` | one amount: stated, named by the provider, estimated | is not read |
/// | ``largestReadable`` | what the books have of one generation or one day | stays at the limit |
/// | ``largestSum`` | a sum of the ledger's own amounts | is refused |
/// | ``largestSum`` | a sum of numbers that another program wrote | stays at the limit |
///
/// The type holds more than four times the larger of the two, so no sum of two of them traps.
extension USD {
    /// A hundred million dollars.
    package static let largestReadable = USD(nanos: 100_000_000 * nanosPerDollar)
    /// Two billion dollars.
    package static let largestSum = USD(nanos: 2_000_000_000 * nanosPerDollar)

    /// One amount; nil beyond ``largestReadable``, below zero as above.
    package init?(readableNanos nanos: Int128) {
        guard nanos.magnitude <= Int128(USD.largestReadable.nanos).magnitude else { return nil }
        self.init(nanos: Int64(nanos))
    }

    /// Adds an amount that another program wrote: the sum stays within the limit on either side of zero.
    package mutating func accrue(_ more: USD, atMost limit: USD = .largestSum) {
        let sum = Int128(nanos) + Int128(more.nanos)
        let most = Int128(limit.nanos)
        self = USD(nanos: Int64(min(max(sum, -most), most)))
    }

    /// The sum; nil beyond ``largestSum``, below zero as above.
    package func sum(with more: USD) -> USD? {
        let (sum, overflows) = nanos.addingReportingOverflow(more.nanos)
        guard !overflows, sum.magnitude <= USD.largestSum.nanos.magnitude else { return nil }
        return USD(nanos: sum)
    }
}
