/// One amount that is stated twice, in dollars and in credits: which of the two counts.
///
/// The dollars do, and the credits check them. A zero counts only where the other number is zero or
/// absent too: it is what a field holds that was not filled in. So a zero beside a number that cannot
/// be read is no amount: unknown is not zero.
///
/// | dollars | credits | counts |
/// |---|---|---|
/// | 1.95 | 3900000, or any other | 1.95 |
/// | 0 | 1000000 | 0.50 |
/// | 0 | 0, or absent | 0 |
/// | 0 | unreadable | nothing |
/// | absent | 1000000 | 0.50 |
struct StatedAmount {
    /// Nil when the dollars are absent or cannot be read.
    let usd: USD?
    /// The credits in dollars; nil when they are absent or cannot be read.
    let credits: USD?
    let statesUSD: Bool
    let statesCredits: Bool

    init(usd: USD?, credits: USD?, statesUSD: Bool, statesCredits: Bool) {
        self.usd = usd
        self.credits = credits
        self.statesUSD = statesUSD
        self.statesCredits = statesCredits
    }

    /// The amount; nil where no stated number can be one.
    var counted: USD? {
        switch (usd, credits) {
        case (let usd?, let credits?): usd == .zero ? credits : usd
        case (let usd?, nil): usd == .zero && statesCredits ? nil : usd
        case (nil, let credits?): credits == .zero && statesUSD ? nil : credits
        case (nil, nil): nil
        }
    }

    /// The credits that go with it: as they are stated, and what the amount is in credits where none
    /// are, or a zero that does not count.
    var countedCredits: Int64? {
        guard let counted else { return nil }
        guard let credits, credits > .zero else { return counted.credits }
        return credits.credits
    }

    /// Whether both can be read and are further apart than the one credit that rounding may cost.
    var isContradictory: Bool {
        guard let usd, let credits else { return false }
        return (usd - credits).magnitude.nanos > USD.nanosPerCredit
    }
}
