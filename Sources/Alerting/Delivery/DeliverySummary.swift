import LedgerStore

/// What a round of deliveries came to.
package struct DeliverySummary: Hashable, Sendable {
    /// What a channel did not take, and why.
    package struct Failure: Hashable, Sendable {
        package let channel: String
        package let reason: String
        /// Whether the channel's owner has something to put right.
        package let isToBePutRight: Bool
        /// Whether it is tried again.
        package let isOver: Bool
    }

    package var delivered = 0
    package var failures: [Failure] = []

    package init() {}

    mutating func note(_ outcome: DeliveryOutcome, channel: String, isToBePutRight: Bool) {
        switch outcome {
        case .delivered: delivered += 1
        case .later(_, let reason):
            failures.append(
                Failure(
                    channel: channel, reason: reason, isToBePutRight: isToBePutRight, isOver: false)
            )
        case .failed(let reason):
            failures.append(
                Failure(
                    channel: channel, reason: reason, isToBePutRight: isToBePutRight, isOver: true))
        }
    }

    mutating func add(_ other: DeliverySummary) {
        delivered += other.delivered
        failures += other.failures
    }
}
