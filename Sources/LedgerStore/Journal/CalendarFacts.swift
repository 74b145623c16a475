import Accounting
import LosslessJSON

/// Where the ledger's calendar put an entry: its day, and the windows that begin with it.
///
/// It is kept in the entry's body, so that what was reserved on a day stays on that day when an update
/// of the time zone database changes the zone's rules.
struct CalendarFacts: Hashable {
    /// A window that the entry is the first to touch.
    struct WindowOpening: Hashable {
        let budget: Name
        let start: Instant
        let end: Instant
    }

    /// The day of the submission that the entry brings; nil for other entries.
    var day: Day?
    var openings: [WindowOpening] = []

    static let none = CalendarFacts()
}

extension CalendarFacts {
    /// What it adds to the body of its entry: nothing for most.
    var members: [JSON.Member] {
        var members: [JSON.Member] = []
        if let day { members.append(JSON.Member("day", .string(day.description))) }
        if !openings.isEmpty {
            members.append(JSON.Member("windows", .array(openings.map(\.json))))
        }
        return members
    }

    init(body: JSON) throws {
        if let text = body["day"] {
            guard let day = text.string.flatMap({ Day($0) }) else {
                throw EntryBodyError(description: "'day' is malformed")
            }
            self.day = day
        }
        openings = try (body["windows"]?.array ?? []).map(WindowOpening.init(json:))
    }
}

extension CalendarFacts.WindowOpening {
    fileprivate var json: JSON {
        [
            "budget": .name(budget), "start": .integer(start.microseconds),
            "end": .integer(end.microseconds),
        ]
    }

    fileprivate init(json: JSON) throws {
        guard let budget = json["budget"]?.string.map({ Name($0) }),
            let start = json["start"]?.int64,
            let end = json["end"]?.int64
        else { throw EntryBodyError(description: "'windows' is malformed") }
        self.init(
            budget: budget, start: Instant(microseconds: start), end: Instant(microseconds: end))
    }
}
