/// The submissions of a month whose cost is not final: how many, and what they hold.
package struct Unsettled: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package var count = 0
        /// Reserved; of provisional charges what was posted.
        package var usd = USD.zero

        package init(count: Int = 0, usd: USD = .zero) {
            self.count = count
            self.usd = usd
        }
    }

    /// The provider may still be working on them, or nothing was sent yet.
    package var open = Part()
    /// Sent, and no usable answer came back.
    package var unknown = Part()
    /// Made, and what they cost is not known.
    package var unpriced = Part()
    /// Charged with the reservation, until the charge is known.
    package var provisional = Part()

    package static let nothing = Unsettled()

    package init() {}

    package init(open: Part, unknown: Part, unpriced: Part, provisional: Part) {
        self.open = open
        self.unknown = unknown
        self.unpriced = unpriced
        self.provisional = provisional
    }

    /// Each kind that has any, by its name, in the order of a life.
    package var parts: [(name: String, part: Part)] {
        [
            ("open", open), ("unknown", unknown), ("unpriced", unpriced),
            ("provisional", provisional),
        ].filter { $0.1.count > 0 }
    }

    /// Counts one in, where its cost is not final.
    package mutating func add(_ submission: BilledSubmission) {
        switch submission.state {
        case .reserved, .dispatched, .accepted: open.add(submission.estimate.usd)
        case .unknown: unknown.add(submission.estimate.usd)
        case .unpriced: unpriced.add(submission.estimate.usd)
        case .settled, .voided:
            if let charge = submission.charge, charge.isProvisional { provisional.add(charge.usd) }
        case .refused: break
        }
    }
}

extension Unsettled.Part {
    fileprivate mutating func add(_ amount: USD) {
        count += 1
        usd.accrue(amount)
    }
}
