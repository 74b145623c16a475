package import Accounting

/// What became of one POST. Every case decides what happens to the money that was set aside.
package enum SubmitOutcome: Sendable, Hashable {
    /// Provably nothing was sent: release the money.
    case notSent(Fault)
    /// The provider answered that it will not do it: release the money.
    case refused(status: Int, Fault)
    /// The provider has it. The generation's id is never nil here, and it may be over already.
    case accepted(Generation)
    /// It may be made and charged: keep the money, and never send it again.
    case unknown(Fault)
}
