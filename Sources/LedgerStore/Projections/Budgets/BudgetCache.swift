import Accounting
import Synchronization

/// The budgets and the charge statistics as the last transaction of this process left them.
///
/// They follow from the journal, so they hold for as long as it ends where it ended then: the entry of
/// another process, or an entry that was rolled back, makes them void.
final class BudgetCache: Sendable {
    struct Contents: Sendable {
        var definitions = Definitions()
        var windows = Windows.Contents()
    }

    /// What was read of budgets, or follows from what was written.
    struct Definitions: Sendable {
        /// In the order of their names.
        var budgets: [Budget]?
        /// Which names are one model.
        var names: ModelNames?
        var overrides: [Name: [Override]]?
        /// The charge statistics, as far as they were read.
        var experiences: [ChargeStatistics.Key: ChargeStatistics] = [:]
        /// The months that are closed.
        var closedMonths: Set<Month>?
    }

    /// Money that is added to the limit of a budget while it is in force.
    struct Override: Sendable {
        let start: Instant
        let end: Instant
        let added: USD
    }

    /// The end of a journal, and the budgets there.
    typealias Remembered = (head: Journal.Head, contents: Contents)

    private let kept = Mutex<Remembered?>(nil)

    /// An import of years reads a window for every day; beyond this number none are kept.
    private static let mostWindows = 256

    /// The budgets of a journal that ends with `head`, which are removed from the cache.
    func take(at head: Journal.Head) -> Contents {
        kept.withLock { kept in
            defer { kept = nil }
            guard let kept, kept.head == head else { return Contents() }
            return kept.contents
        }
    }

    /// To be called when the transaction that wrote `head` is durable.
    func keep(_ contents: Contents, at head: Journal.Head) {
        let isTooLarge = contents.windows.count > BudgetCache.mostWindows
        kept.withLock { $0 = isTooLarge ? nil : (head, contents) }
    }
}
