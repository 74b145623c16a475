/// One thing in which the ledger and the provider's bill do not agree.
///
/// It stands for one generation: what the ledger has of it, what the bill has, and what the log has.
package struct Difference: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// The bill has another amount.
        case amount
        /// The bill charges one generation several times.
        case doubleCharge = "double_charge"
        /// The bill has given back some of it, or all.
        case refund
        /// A reservation stands in, and the bill says what it cost.
        case provisional
        /// It has no price, and the bill says what it cost.
        case unpriced
        /// It ended without a charge, and the bill has one.
        case voided
        /// The bill has a charge of what the ledger still has open.
        case open
        /// Charged in the ledger, and not on the bill.
        case notBilled = "not_billed"
        /// On the bill, and not in the ledger.
        case ungoverned
    }

    /// What puts it right.
    package enum Remedy: String, CaseIterable, Sendable {
        /// The ledger takes over what the bill says.
        case apply
        /// The ledger takes the charge in.
        case `import`
        /// A round of polls, which ends what is open and finds what was lost.
        case sync
        /// A decision by hand: the books do not settle it.
        case person
    }

    package let kind: Kind
    /// Nil for what the ledger does not have.
    package let submissionID: SubmissionID?
    /// Nil for a charge of which the bill does not say what it is for.
    package let generationID: String?
    package let model: Name
    package let day: Day
    /// What the ledger has as its charge; nil when it has none.
    package let ledger: USD?
    /// What the bill comes to: its charges, less what was given back; nil when it has none.
    package let billed: USD?
    /// What the log says that it cost; nil when it does not say.
    package let logged: USD?
    /// When it was asked for, as far as the books have it; for an import.
    package let at: Instant
    package let remedy: Remedy
    package let message: String
    /// Whether it was put right.
    package var isApplied = false

    package init(
        kind: Kind, submissionID: SubmissionID?, generationID: String?, model: Name, day: Day,
        ledger: USD?, billed: USD?, logged: USD?, at: Instant, remedy: Remedy, message: String,
        isApplied: Bool = false
    ) {
        self.kind = kind
        self.submissionID = submissionID
        self.generationID = generationID
        self.model = model
        self.day = day
        self.ledger = ledger
        self.billed = billed
        self.logged = logged
        self.at = at
        self.remedy = remedy
        self.message = message
        self.isApplied = isApplied
    }

    /// What is the same from one look to the next, as long as neither side changes.
    package var identity: String {
        let subject = generationID ?? submissionID?.description ?? "\(at)"
        let amounts = [ledger, billed].map { $0?.description ?? "-" }.joined(separator: " ")
        return "mismatch \(kind.rawValue) \(amounts) \(subject)"
    }

    /// Whether to alert about it: it is there, and no poll will put it right.
    package var isNewsworthy: Bool { !isApplied && remedy != .sync }

    /// What can be done about it alone, beside what its remedy does for all of its kind.
    package var advice: Advice? {
        switch kind {
        case .notBilled: submissionID.map(Advice.resolveAsNotCharged)
        case .ungoverned: submissionID.map(Advice.syncOrResolve)
        default: nil
        }
    }

    /// The record that takes an ungoverned charge in; nil for what is not to be imported.
    ///
    /// The books have neither its mode nor its orientation.
    package var historyRecord: HistoryRecord? {
        guard remedy == .import, let generationID, let billed else { return nil }
        return HistoryRecord(
            reservedAt: at, subject: Subject(model: model, mode: nil, orientation: nil),
            generationID: generationID, usd: billed, credits: billed.credits)
    }
}
