/// Where a submission is in its life.
package enum SubmissionState: String, CaseIterable, Sendable {
    /// A budget, a maximum or an unknown price refused it; nothing was sent.
    case refused
    /// Money is set aside; nothing was sent yet.
    case reserved
    /// The request is about to leave, or has left.
    case dispatched
    /// Sent, and no usable answer came back. It may be charged.
    case unknown
    /// The provider has it under a generation id.
    case accepted
    /// It was made, and what it cost is not known yet.
    case unpriced
    /// It ended, and its charge is posted.
    case settled
    /// It ended without a charge.
    case voided

    /// The provider is or may be working on it, or nothing was sent yet.
    package var isOpen: Bool {
        switch self {
        case .reserved, .dispatched, .unknown, .accepted: true
        case .refused, .unpriced, .settled, .voided: false
        }
    }

    /// Its reservation is still set aside.
    package var holdsMoney: Bool { isOpen || self == .unpriced }

    /// In the order of a life.
    package static let open = allCases.filter(\.isOpen)
    package static let holdingMoney = allCases.filter(\.holdsMoney)
}

/// What can happen to a submission. Every case is one kind of journal entry.
package enum SubmissionEvent: Hashable, Sendable {
    case refused(Refusal)
    case reserved
    case dispatched
    /// A 2xx with an id. `quotedCharge` is usage that the answer already carried.
    case accepted(generationID: String, quotedCharge: Charge?)
    /// An answer named usage while the generation ran: what it will cost, unless a better source says otherwise.
    case held(Charge)
    /// No usable answer, and why.
    case lost(Fault)
    /// The generation is over and its charge known; `fault` when it failed and was charged.
    case settled(Charge, videoURL: String?, fault: Fault?)
    /// It ended without a charge, and why.
    case voided(Fault)
    /// It was made, and no answer said what it cost.
    case unpriced(videoURL: String?)
    /// A better source, a late charge or a refund: what it cost now, in total.
    case adjusted(Charge, reason: String)

    /// The kind of journal entry that records it.
    package var kind: EntryKind {
        switch self {
        case .refused: .refused
        case .reserved: .reserved
        case .dispatched: .dispatched
        case .accepted: .accepted
        case .held: .held
        case .lost: .lost
        case .settled: .settled
        case .voided: .voided
        case .unpriced: .unpriced
        case .adjusted: .adjusted
        }
    }
}

extension SubmissionEvent {
    /// What it says of the cost: a charge, or what was named before the end.
    package var namedCharge: Charge? {
        switch self {
        case .accepted(_, let quotedCharge): quotedCharge
        case .held(let quotedCharge): quotedCharge
        case .settled(let charge, _, _), .adjusted(let charge, _): charge
        case .refused, .reserved, .dispatched, .lost, .voided, .unpriced: nil
        }
    }
}

extension SubmissionState {
    /// The state after an event, or nil when the event cannot happen in this state.
    ///
    /// This is the only statement of the rule. A nil is no error: another process has recorded another
    /// event first, and this one is dropped.
    package static func next(from state: SubmissionState?, on event: SubmissionEvent)
        -> SubmissionState?
    {
        switch (state, event) {
        case (nil, .refused): .refused
        case (nil, .reserved): .reserved
        case (.reserved, .dispatched): .dispatched
        case (.reserved, .voided), (.dispatched, .voided), (.unknown, .voided),
            (.accepted, .voided),
            (.unpriced, .voided):
            .voided
        case (.dispatched, .accepted), (.unknown, .accepted), (.accepted, .held): .accepted
        case (.dispatched, .lost): .unknown
        case (.unknown, .settled), (.accepted, .settled), (.unpriced, .settled): .settled
        case (.accepted, .unpriced): .unpriced
        case (.settled, .adjusted): .settled
        case (.voided, .adjusted): .voided
        default: nil
        }
    }
}
