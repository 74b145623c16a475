import Accounting

/// How reading one of the provider's books ended.
enum BookEnd: Hashable, Sendable {
    /// Every row from the one instant to the other was seen and could be read.
    case complete
    /// Some were not, and why: from what is absent nothing follows.
    case incomplete(Fault)
}

extension Fault {
    /// The clock is contradicted, so a book that was read up to now may have had no end there.
    init(_ doubt: ClockDoubt) { self.init(.clock, message: doubt.description) }

    static func unreadable(_ line: String) -> Fault { Fault(.unreadableRows, message: line) }

    static let listedAsFailed = Fault(
        name: "failed", message: "the provider's log lists it as failed")

    static func repeating(_ book: String) -> Fault {
        Fault(name: "book_repeats", message: "the provider's \(book) gives the same page again")
    }

    static func cut(_ book: String) -> Fault {
        Fault(
            name: "book_cut",
            message: "the provider's \(book) goes on, but does not say where its next page is")
    }

    /// Its pages moved while it was read, and no two readings of it agree.
    static func shifting(_ book: String) -> Fault {
        Fault(
            name: "book_shifts",
            message:
                "the provider's \(book) changed while it was read, and \(BookReader.mostReadings)"
                + " readings of it did not agree")
    }

    static func endless(_ book: String) -> Fault {
        Fault(name: "book_without_end", message: "the provider's \(book) does not end")
    }
}
