import Accounting

extension Diagnosis {
    static func ledger(_ facts: DoctorFacts) -> Finding {
        let path = facts.place?.path ?? ""
        switch facts.ledger {
        case .nowhere:
            return .unknown(whereUnknown(facts))
        case .unusable(let reason):
            return .problem(reason, "until it is in order, bursar sends nothing")
        case .outdated(let reason):
            return .warning(
                reason, "keep a copy of the file if an older bursar is to read it again")
        case .absent where facts.place?.isFolderWritable == false:
            return .problem(
                "\(path) cannot be made: \(facts.place?.folder ?? "its folder") is not writable",
                Remedy("", .nameAnotherLedger))
        case .absent:
            return .ok(
                "not there yet: \(path)",
                Remedy("what is first recorded makes it, with days in UTC", .makeInOtherZone))
        case .open: return .ok(path)
        }
    }

    static func timeZone(_ facts: DoctorFacts) -> Finding {
        guard case .open(let accounts) = facts.ledger else {
            return .unknown(whyUnread(facts))
        }
        let today = accounts.calendar.day(of: facts.asOf)
        return .ok("\(accounts.calendar.identifier), fixed; its day is \(today)")
    }

    static func synchronous(_ facts: DoctorFacts) -> Finding {
        guard case .open(let accounts) = facts.ledger else {
            return .unknown(whyUnread(facts))
        }
        switch accounts.synchronous {
        case nil:
            return .unknown(
                "the ledger is busy, or nothing was written to it since it was copied here",
                "try again")
        case 2?, 3?:
            return .ok("FULL: what was recorded outlives a power cut")
        case let level?:
            return .problem(
                "\(["OFF", "NORMAL"].indices.contains(level) ? ["OFF", "NORMAL"][level] : "\(level)"):"
                    + " a power cut can undo what was recorded",
                "use a bursar that is built as its sources say")
        }
    }

    static func sqlite(_ facts: DoctorFacts) -> Finding {
        let version = facts.sqliteVersion
        let numbers = version.split(separator: ".").compactMap { Int($0) }
        let hasBug =
            !numbers.lexicographicallyPrecedes([3, 7, 0])
            && numbers.lexicographicallyPrecedes([3, 51, 3])
        return .ok(
            hasBug
                ? "\(version); its WAL-reset bug needs two processes that write and checkpoint at"
                    + " once; bursar's lock admits one" : version)
    }

    static let freeBytesWarning: Int64 = 1 << 30
    static let freeBytesProblem: Int64 = 50 << 20

    static func diskSpace(_ facts: DoctorFacts) -> Finding {
        guard let place = facts.place else { return .unknown(whereUnknown(facts)) }
        guard let free = place.freeBytes else {
            return .unknown("\(place.folder) cannot be looked at")
        }
        let message = "\(size(free)) free"
        let remedy: Remedy = "free some space on the disk of \(place.folder)"
        switch free {
        case ..<freeBytesProblem:
            return .problem(
                "\(message): soon nothing can be recorded, and then nothing is sent", remedy)
        case ..<freeBytesWarning: return .warning(message, remedy)
        default: return .ok(message)
        }
    }

    /// `512 KiB`, `37.2 GiB`; cut, so that it never says more than there is.
    private static func size(_ bytes: Int64) -> String {
        if bytes < 1 << 20 { return "\(bytes >> 10) KiB" }
        if bytes < 1 << 30 { return "\(bytes >> 20) MiB" }
        let tenths = (bytes >> 20) * 10 / 1024
        return "\(tenths / 10).\(tenths % 10) GiB"
    }

    static func whereUnknown(_ facts: DoctorFacts) -> String {
        facts.configuration.failure == nil ? "no path to a ledger is known" : unreadable
    }

    static func whyUnread(_ facts: DoctorFacts) -> String {
        switch facts.ledger {
        case .nowhere: whereUnknown(facts)
        case .absent: "there is no ledger yet"
        case .outdated: "the ledger is of an older format"
        case .unusable, .open: "the ledger cannot be read"
        }
    }
}
