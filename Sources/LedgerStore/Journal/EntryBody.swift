import Accounting
import LosslessJSON

/// The canonical JSON of a journal entry, written and read. It is hashed, so a key
/// that was released is never renamed.
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
        case .refiled(_, let refiling): refiling.json
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
        case .keyCreated(let grant, let fingerprint):
            .object((grant.json.members ?? []) + (fingerprint.json.members ?? []))
        case .keyRevoked(let name): ["name": .name(name)]
        case .alertRaised(let alert): alert.json
        case .monthClosed(let closing): closing.json
        }
    }

    /// The entry that a row of the journal holds. The inverse of ``json(_:_:)``.
    static func entry(kind text: String, submissionID: String?, body: JSON) throws -> Entry {
        let reader = EntryReader(json: body)
        func id() throws -> SubmissionID { try EntryBody.id(submissionID) }
        guard let kind = EntryKind(rawValue: text) else {
            throw EntryBodyError(description: "the kind '\(text)' is not known")
        }
        switch kind {
        case .opened:
            return .opened(
                timeZone: try reader.string("time_zone"), salt: try reader.string("salt"))
        case .reserved:
            return .proposed(try Proposal(id: id(), reader), .reserved)
        case .refused:
            return .proposed(
                try Proposal(id: id(), reader),
                .refused(try Refusal(reader.part("refusal"))))
        case .dispatched: return .happened(try id(), .dispatched)
        case .accepted:
            return .happened(
                try id(),
                .accepted(
                    generationID: try reader.string("generation_id"),
                    quotedCharge: try reader.optional("hold").map(Charge.init)))
        case .held: return .happened(try id(), .held(try Charge(reader.part("hold"))))
        case .lost: return .happened(try id(), .lost(try Fault(reader.part("fault"))))
        case .settled:
            return .happened(
                try id(),
                .settled(
                    try Charge(reader.part("charge")), videoURL: body["video_url"]?.string,
                    fault: try reader.optional("fault").map(Fault.init)))
        case .voided: return .happened(try id(), .voided(try Fault(reader.part("fault"))))
        case .unpriced:
            return .happened(try id(), .unpriced(videoURL: body["video_url"]?.string))
        case .adjusted:
            return .happened(
                try id(),
                .adjusted(
                    try Charge(reader.part("charge")), reason: try reader.string("reason")))
        case .imported: return .imported(try HistoryRecord(reader), try id())
        case .refiled: return .refiled(try id(), try Refiling(reader))
        case .overrun: return .overrun(try id(), by: try reader.usd("by"))
        case .budgetSet: return .budgetSet(try Budget(reader))
        case .budgetRemoved: return .budgetRemoved(name: try reader.name("name"))
        case .budgetOverridden: return .budgetOverridden(try BudgetOverride(reader))
        case .budgetMuted: return .budgetMuted(try BudgetMute(reader))
        case .priceSet: return .priceSet(try Price(reader))
        case .priceUnset:
            return .priceUnset(
                model: try reader.name("model"), mode: try reader.optionalValue("mode"))
        case .priceForgotten:
            return .priceForgotten(
                model: try reader.name("model"), mode: try reader.optionalValue("mode"))
        case .pricesListed: return .pricesListed(try PriceListing(reader))
        case .aliasesListed:
            return .aliasesListed(try reader.list("aliases").map(ModelNames.Change.init))
        case .keyCreated:
            return .keyCreated(try KeyGrant(reader), try TokenFingerprint(reader))
        case .keyRevoked: return .keyRevoked(name: try reader.name("name"))
        case .alertRaised: return .alertRaised(try Alert(reader))
        case .monthClosed: return .monthClosed(try MonthClosing(reader))
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
}
