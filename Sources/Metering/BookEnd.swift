import Accounting

/// How reading one of the provider's books ended.
enum BookEnd: Hashable, Sendable {
    /// Every row from the one instant to the other was seen and could be read.
    case complete
    /// Some were not, and why: from what is absent nothing follows.
    case incomplete(Fault)
}

extension Fault {
    static func clockBehind(by seconds: Int64) -> Fault {
        Fault(
            name: "clock_behind",
            message: "this machine's clock is \(seconds) s behind the provider's; set it right, and"
                + " keep it so: timedatectl set-ntp true")
    }

    static let unreadableRows = "unreadable_rows"

    static func unreadable(_ line: String) -> Fault {
        Fault(name: unreadableRows, message: line)
    }

    static func repeating(_ book: String) -> Fault {
        Fault(name: "book_repeats", message: "the provider's \(book) gives the same page again")
    }

    static func cut(_ book: String) -> Fault {
        Fault(
            name: "book_cut",
            message: "the provider's \(book) goes on, but does not say where its next page is")
    }

    static func endless(_ book: String) -> Fault {
        Fault(name: "book_without_end", message: "the provider's \(book) does not end")
    }
}
