import Accounting
import Synchronization

/// The budgets, and what charges were like, as the last transaction of this process left them.
///
/// They follow from the journal, so they hold for as long as it ends where it ended then: the entry of
/// another process, or an entry that was rolled back, makes them void.
final class BudgetCache: Sendable {
    /// What was read of budgets, or follows from what was written.
    struct Contents: Sendable {
        /// In the order of their names.
        var definitions: [Budget]?
        /// Which names are one model.
        var names: ModelNames?
        var overrides: [ExactText: [Override]]?
        /// The windows that were read or changed, by budget.
        var windows: [ExactText: [Window]] = [:]
        /// Where a budget is known to have no window: history lies there, record after record.
        var gaps: [ExactText: Range<Instant>] = [:]
        /// What charges were like, as far as it was read.
        var experiences: [ChargeStatistics.Key: ChargeStatistics] = [:]
    }

    /// Money that is added to the limit of a budget while it is in force.
    struct Override: Sendable {
        let start: Instant
        let end: Instant
        let added: USD
    }

    private let kept = Mutex<(head: Journal.Head, contents: Contents)?>(nil)

    /// An import of years reads a window for every day: so many are not worth keeping.
    private static let mostWindows = 256

    /// What is known of the budgets of a journal that ends with `head`. Nothing is left behind.
    func take(at head: Journal.Head) -> Contents {
        kept.withLock { kept in
            defer { kept = nil }
            guard let kept, kept.head == head else { return Contents() }
            return kept.contents
        }
    }

    /// To be called when the transaction that wrote `head` is durable.
    func keep(_ contents: Contents, at head: Journal.Head) {
        let count = contents.windows.values.reduce(0) { $0 + $1.count }
        kept.withLock { $0 = count > BudgetCache.mostWindows ? nil : (head, contents) }
    }
}
