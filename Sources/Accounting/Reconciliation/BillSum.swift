/// What the bill comes to for one generation: its charges, less what was given back.
package struct BillSum: Hashable, Sendable {
    package private(set) var charged = USD.zero
    package private(set) var refunded = USD.zero
    /// How many charges there are; more than one is a difference to look at.
    package private(set) var charges = 0
    package private(set) var firstAt: Instant?
    package private(set) var model: Name?
    /// What was odd about an amount of it, and the credits that its lines name.
    package private(set) var oddity: String?
    package private(set) var credits: Int64 = 0

    package init() {}

    /// A sum that was kept elsewhere while it grew.
    package init(
        charged: USD, refunded: USD, charges: Int, firstAt: Instant?, model: Name?,
        oddity: String?, credits: Int64
    ) {
        self.oddity = oddity
        self.credits = credits
        self.charged = charged
        self.refunded = refunded
        self.charges = charges
        self.firstAt = firstAt
        self.model = model
    }

    /// Adds a line. Sums that could not be true stop at ``USD/largestReadable``.
    package mutating func add(_ line: BillLine) {
        switch line.direction {
        case .charge:
            charged.accrue(line.amount, atMost: .largestReadable)
            charges += 1
        case .topUp: refunded.accrue(line.amount, atMost: .largestReadable)
        }
        firstAt = min(firstAt ?? line.createdAt, line.createdAt)
        model = model ?? line.model
        oddity = oddity ?? line.remark
        let most = USD.largestReadable.credits
        credits = min(max(credits + line.signedCredits, -most), most)
    }

    /// What is left to pay.
    package var net: USD { charged - refunded }

    /// The charge that follows; nil where nothing was charged, or more was given back than taken.
    package var charge: Charge? {
        guard charges > 0, net >= .zero else { return nil }
        let remarks = [
            charges > 1 ? "the bill has \(charges) charges of it" : nil,
            refunded > .zero ? "\(refunded.display) of \(charged.display) was refunded" : nil,
            oddity,
        ].compactMap(\.self)
        // Where nothing contradicts, they differ by what rounding each line has cost.
        return Charge(
            usd: net, credits: oddity == nil ? net.credits : max(credits, 0), source: .transactions,
            remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    }
}
