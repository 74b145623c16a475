import Accounting

/// What a charge is for, how many units of it, and the price of one: their product is the charge.
struct FocusPricing {
    /// A decimal point is in every number: a whole one would be read as another type.
    let quantity: String
    let unit: String
    let meter: String
    let unitPrice: String

    static let seconds = "Seconds"
    static let videos = "Videos"

    /// By the second where a length is known, else by the video.
    ///
    /// The price of a unit is what was charged for one: the estimate's price where it was charged, else
    /// what the charge comes to. To twelve decimals, so that the product is exact to the nano-dollar.
    init(_ charge: USD, of submission: BilledSubmission) {
        let estimate = submission.estimate
        let seconds = estimate.pricePer == .video ? nil : estimate.seconds
        unit = seconds == nil ? FocusPricing.videos : FocusPricing.seconds
        meter = seconds == nil ? "Videos" : "Video seconds"
        if submission.state == .voided {
            quantity = "0.0"
            unitPrice = (estimate.unitPrice ?? .zero).description
        } else {
            quantity = String(seconds ?? 1) + ".0"
            unitPrice = FocusPricing.quotient(charge, by: seconds ?? 1)
        }
    }

    /// The amount divided by a count, rounded half up in the twelfth decimal.
    private static func quotient(_ amount: USD, by count: Int) -> String {
        let (nanos, rest) = amount.nanos.quotientAndRemainder(dividingBy: Int64(count))
        if rest == 0 { return USD(nanos: nanos).description }
        let picos = (Int128(amount.nanos) * 2000 + Int128(count)) / (2 * Int128(count))
        let (dollars, decimals) = picos.quotientAndRemainder(dividingBy: 1_000_000_000_000)
        let digits = String(decimals)
        return "\(dollars).\(String(repeating: "0", count: 12 - digits.count))\(digits)"
    }
}
