import Accounting
import LosslessJSON

/// The canonical JSON of a journal entry, written and read. It is hashed, so a key written once is
/// written for good.
///
/// Money is an integer of nano-dollars, instants are integers of microseconds. Each value that is a part
/// of a body has both directions side by side: `json` writes it, `init(_:)` reads the same back.
enum EntryBody {
    static func json(_ entry: Entry, _ calendarFacts: CalendarFacts) -> JSON {
        .object((json(entry).members ?? []) + calendarFacts.members)
    }

    private static func json(_ entry: Entry) -> JSON {
        switch entry {
        case .opened(let timeZone, let salt):
            ["time_zone": .string(timeZone), "salt": .string(salt)]
        case .proposed(let proposal, let event):
            .object((proposal.json.members ?? []) + (event.json.members ?? []))
        case .happened(_, let event): event.json
        case .imported(let record, _): record.json
        case .overrun(_, let by): ["by": .integer(by.nanos)]
        case .budgetSet(let budget): budget.json
        case .budgetRemoved(let name): ["name": .name(name)]
        case .budgetOverridden(let change): change.json
        case .budgetMuted(let mute): mute.json
        case .priceSet(let price): price.json
        case .priceUnset(let model, let mode), .priceForgotten(let model, let mode):
            ["model": .name(model), "mode": .string(orNull: mode?.rawValue)]
        case .pricesListed(let listing): listing.json
        case .aliasesListed(let changes): ["aliases": .array(changes.map(\.json))]
        case .alertRaised(let alert): alert.json
        }
    }

    /// The entry that a row of the journal holds. The inverse of ``json(_:_:)``.
    static func entry(kind: String, submissionID: String?, body: JSON) throws -> Entry {
        let reader = EntryReader(json: body)
        switch kind {
        case "opened":
            return .opened(
                timeZone: try reader.string("time_zone"), salt: try reader.string("salt"))
        case "reserved", "refused":
            let id = try id(submissionID)
            return .proposed(
                try Proposal(id: id, reader), try SubmissionEvent(kind: kind, reader))
        case "imported": return .imported(try HistoryRecord(reader), try id(submissionID))
        case "overrun": return .overrun(try id(submissionID), by: try reader.usd("by"))
        case "budget_set": return .budgetSet(try Budget(reader))
        case "budget_removed": return .budgetRemoved(name: try reader.name("name"))
        case "budget_overridden": return .budgetOverridden(try BudgetOverride(reader))
        case "budget_muted": return .budgetMuted(try BudgetMute(reader))
        case "price_set": return .priceSet(try Price(reader))
        case "price_unset":
            return .priceUnset(
                model: try reader.name("model"), mode: try reader.optionalValue("mode"))
        case "price_forgotten":
            return .priceForgotten(
                model: try reader.name("model"), mode: try reader.optionalValue("mode"))
        case "prices_listed": return .pricesListed(try PriceListing(reader))
        case "aliases_listed":
            return .aliasesListed(try reader.list("aliases").map(ModelNames.Change.init))
        case "alert": return .alertRaised(try Alert(reader))
        default: return .happened(try id(submissionID), try SubmissionEvent(kind: kind, reader))
        }
    }

    private static func id(_ text: String?) throws -> SubmissionID {
        guard let id = text.flatMap(SubmissionID.init) else {
            throw EntryBodyError(description: "the submission id is malformed")
        }
        return id
    }
}

/// Why the body of a journal entry cannot be read back.
struct EntryBodyError: Error, CustomStringConvertible {
    let description: String
}

extension SubmissionEvent {
    fileprivate var json: JSON {
        switch self {
        case .refused(let refusal): ["refusal": refusal.journalJSON]
        case .reserved, .dispatched: [:]
        case .accepted(let generationID, let quotedCharge):
            ["generation_id": .string(generationID), "hold": quotedCharge?.json ?? .null]
        case .held(let quotedCharge): ["hold": quotedCharge.json]
        case .lost(let fault): ["fault": fault.json]
        case .settled(let charge, let videoURL, let fault):
            [
                "charge": charge.json, "video_url": .string(orNull: videoURL),
                "fault": fault?.json ?? .null,
            ]
        case .voided(let fault): ["fault": fault.json]
        case .unpriced(let videoURL): ["video_url": .string(orNull: videoURL)]
        case .adjusted(let charge, let reason):
            ["charge": charge.json, "reason": .string(reason)]
        }
    }

    fileprivate init(kind: String, _ reader: EntryReader) throws {
        func videoURL() -> String? { reader.json["video_url"]?.string }
        switch kind {
        case "refused": self = .refused(try Refusal(reader.part("refusal")))
        case "reserved": self = .reserved
        case "dispatched": self = .dispatched
        case "accepted":
            self = .accepted(
                generationID: try reader.string("generation_id"),
                quotedCharge: try reader.optional("hold").map(Charge.init))
        case "hold": self = .held(try Charge(reader.part("hold")))
        case "unknown": self = .lost(try Fault(reader.part("fault")))
        case "settled":
            self = .settled(
                try Charge(reader.part("charge")), videoURL: videoURL(),
                fault: try reader.optional("fault").map(Fault.init))
        case "voided": self = .voided(try Fault(reader.part("fault")))
        case "unpriced": self = .unpriced(videoURL: videoURL())
        case "adjusted":
            self = .adjusted(
                try Charge(reader.part("charge")), reason: try reader.string("reason"))
        default: throw EntryBodyError(description: "the kind '\(kind)' is not known")
        }
    }
}
