package import Accounting
package import LedgerStore
import Provider

/// The budget guard and the life of a submission: reserve, dispatch, follow, settle, recover.
///
/// Policy is decided in Accounting and made atomic in the ledger; this calls both and the provider in
/// the order that loses no money: durable first, then the POST.
package struct Meter: Sendable {
    package internal(set) var ledger: Ledger
    package let clock: WallClock
    let makeID: @Sendable (Instant) -> SubmissionID
    /// A number from 0 to 1, to spread polls.
    let jitter: @Sendable () -> Double
    /// The parts of the provider whose answers say what time it is; see ``recordingTime``.
    var dating: [any DatedProvider] = []

    package init(
        ledger: Ledger, clock: WallClock,
        makeID: @escaping @Sendable (Instant) -> SubmissionID = SubmissionID.random,
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) {
        self.ledger = ledger
        self.clock = clock
        self.makeID = makeID
        self.jitter = jitter
    }

    /// How long a submission may poll others to make room for itself.
    static let makingRoomSeconds = 20
}

/// Called with what happens while it happens, on the task that it happens in.
package typealias Observer = @Sendable (Observation) -> Void

package enum Observation: Sendable {
    /// The submission is in another state now.
    case changed(Submission)
    /// The provider said how far it is, in its own word.
    case running(Submission, status: String, isKnown: Bool)
    /// A poll brought no usable answer; it will be repeated.
    case failed(Submission, Fault)
    case alerted(Alert)
}
