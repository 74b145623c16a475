extension Reconciliation {
    /// One sentence about a difference, without its ids: what the bill has, and what the ledger.
    func message(_ kind: Difference.Kind, _ submission: Submission, _ billed: BillSum?) -> String {
        let sum = billed ?? BillSum()
        let ledger = submission.charge?.usd.display ?? "no charge"
        if sum.net < .zero {
            return "the bill gives back \(sum.refunded.display) and charges"
                + " \(sum.charged.display); the ledger has \(ledger)"
        }
        let net = sum.net.display
        switch kind {
        case .amount: return "the bill has \(net), the ledger \(ledger)"
        case .doubleCharge:
            return "the bill has \(sum.charges) charges of it, \(net) in all; the ledger has"
                + " \(ledger)"
        case .refund:
            return "the bill has refunded \(sum.refunded.display) of \(sum.charged.display); the"
                + " ledger has \(ledger)"
        case .provisional where submission.charge?.source == .logs:
            return "the bill has \(net); the ledger has the \(ledger) of the provider's log instead"
        case .provisional:
            return "the bill has \(net); the ledger has its reservation of \(ledger) instead"
        case .unpriced: return "the bill has \(net); the ledger has no price for it"
        case .voided:
            return "the bill has \(net); the ledger has it as ended with \(ledger)"
        case .open:
            return "the bill has \(net); here it is still \(submission.state.rawValue)"
        case .notBilled:
            return "the bill does not have it; the ledger has \(ledger)"
        case .ungoverned: return "the bill has \(net); the ledger does not have it"
        }
    }
}
