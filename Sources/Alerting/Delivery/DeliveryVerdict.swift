/// The outcome of one attempt to deliver, by what happens next.
package enum DeliveryVerdict: String, CaseIterable, Sendable {
    /// Delivered.
    case delivered
    /// Tried again: there was no answer, or the receiver was busy or broken.
    case later
    /// Tried again as well, and a person should look: the URL, the secret or the program is wrong.
    case laterOncePutRight = "later_once_put_right"
    /// Refused for good (410); not tried again.
    case never

    package var isTriedAgain: Bool { self == .later || self == .laterOncePutRight }

    /// The meaning of an HTTP status; nil when no answer came.
    ///
    /// Only 410 means that the receiver takes no more messages (Standard Webhooks 1.0.0,
    /// "Delivery success and failure"). Any other refusal may come of a URL, a secret
    /// or a receiver that its owner puts right within three days, so it is retried,
    /// at the least once an hour. Redirects are not followed; a URL that moved is to be
    /// written anew.
    package init(status: Int?) {
        switch status {
        case .some(200...299): self = .delivered
        case .some(410): self = .never
        case .some(408), .some(425), .some(429), .some(500...599), .none: self = .later
        case .some: self = .laterOncePutRight
        }
    }

    /// The meaning of a program's exit status; nil when it could not be run.
    ///
    /// 126 and 127 are how a shell says the same, and 64 to 68, 77 and 78 are how sendmail says that
    /// an address or its configuration is wrong (`sysexits.h`). A signal ends a program at 128 + n.
    package init(exitStatus: Int?) {
        switch exitStatus {
        case .some(0): self = .delivered
        case .some(64...68), .some(77...78), .some(126...127), .none: self = .laterOncePutRight
        case .some: self = .later
        }
    }
}
