import Accounting
import LosslessJSON

/// The canonical JSON of a journal entry. It is hashed, so a key written once is written for good.
///
/// Money is an integer of nano-dollars, instants are integers of microseconds.
enum EntryBody {
    static func json(_ entry: Entry, _ calendarFacts: CalendarFacts) -> JSON {
        .object((json(entry).members ?? []) + calendarFacts.members)
    }

    private static func json(_ entry: Entry) -> JSON {
        switch entry {
        case .opened(let timeZone, let salt):
            ["time_zone": .string(timeZone), "salt": .string(salt)]
        case .proposed(let proposal, let event):
            .object(
                (proposal.json.members ?? []) + (json(event).members ?? []))
        case .happened(_, let event): json(event)
        case .imported(let record, _): record.json
        case .overrun(_, let by): ["by": .integer(by.nanos)]
        case .budgetSet(let budget): budget.json
        case .budgetRemoved(let name): ["name": .string(name)]
        case .budgetOverridden(let change):
            [
                "budget": .string(change.budget), "added": .integer(change.added.nanos),
                "until": .integer(change.until.microseconds), "reason": .string(change.reason),
            ]
        case .budgetMuted(let mute):
            [
                "budget": .string(mute.budget), "until": .integer(mute.until.microseconds),
                "reason": .string(mute.reason),
            ]
        case .priceSet(let price): price.json
        case .priceUnset(let model, let mode), .priceForgotten(let model, let mode):
            ["model": .string(model), "mode": .string(orNull: mode?.rawValue)]
        case .pricesListed(let listing): listing.json
        case .aliasesListed(let changes): ["aliases": .array(changes.map(\.json))]
        case .alertRaised(let alert): alert.json
        }
    }

    private static func json(_ event: SubmissionEvent) -> JSON {
        switch event {
        case .refused(let refusal): ["refusal": refusal.journalJSON]
        case .reserved, .dispatched: [:]
        case .accepted(let generationID, let quotedCharge):
            [
                "generation_id": .string(generationID), "hold": quotedCharge?.json ?? .null,
            ]
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

extension Subject {
    var members: [JSON.Member] {
        [
            JSON.Member("model", .string(model)),
            JSON.Member("mode", .string(orNull: mode?.rawValue)),
            JSON.Member("orientation", .string(orNull: orientation?.rawValue)),
            JSON.Member("project", .string(orNull: project)),
            JSON.Member("key", .string(orNull: key)),
        ]
    }
}

extension Proposal {
    fileprivate var json: JSON {
        .object(
            subject.members + [
                JSON.Member("mode_explicit", .bool(isModeExplicit)),
                JSON.Member("orientation_explicit", .bool(isOrientationExplicit)),
                JSON.Member("keep_audio", keepsAudio.map(JSON.bool) ?? .null),
                JSON.Member("labels", labels.json),
                JSON.Member("estimate", estimate.json),
                JSON.Member("max_cost", .integer(orNull: maxCost?.nanos)),
                JSON.Member("fingerprint", fingerprint?.json ?? .null),
            ])
    }
}

extension [Label] {
    var json: JSON { .array(map { [.string($0.key), .string($0.value)] }) }
}

extension Estimate {
    fileprivate var json: JSON {
        [
            "usd": .integer(usd.nanos), "seconds": .integer(orNull: seconds),
            "seconds_source": .string(orNull: secondsSource?.rawValue),
            "unit_price": .integer(orNull: unitPrice?.nanos),
            "per": .string(orNull: pricePer?.rawValue),
            "price_source": .string(orNull: priceSource),
        ]
    }
}

extension Fingerprint {
    fileprivate var json: JSON {
        [
            "digest": .string(digest), "prompt_bytes": .integer(promptBytes),
            "image_bytes": .integer(imageBytes), "video_bytes": .integer(videoBytes),
        ]
    }
}

extension Charge {
    var json: JSON {
        [
            "usd": .integer(usd.nanos), "credits": .integer(credits),
            "source": .string(source.rawValue), "provisional": .bool(isProvisional),
            "remark": .string(orNull: remark),
        ]
    }
}

extension Fault {
    fileprivate var json: JSON { ["name": .string(name), "message": .string(message)] }
}

extension BudgetLimit {
    var json: JSON {
        switch self {
        case .usd(let amount): ["usd": .integer(amount.nanos)]
        case .submissions(let count): ["submissions": .integer(count)]
        }
    }
}

extension Budget {
    fileprivate var json: JSON {
        [
            "name": .string(name), "model": .string(orNull: scope.model),
            "mode": .string(orNull: scope.mode?.rawValue),
            "orientation": .string(orNull: scope.orientation?.rawValue),
            "project": .string(orNull: scope.project), "key": .string(orNull: scope.key),
            "unit": .string(unit.rawValue), "limit": limit.json,
            "enforcement": .string(enforcement.rawValue),
            "alert_at": .array(alertAt.map { .integer($0) }),
            "alert_forecast": .bool(alertsOnForecast),
        ]
    }
}

extension Price {
    fileprivate var json: JSON {
        [
            "model": .string(model), "mode": .string(orNull: mode?.rawValue),
            "usd": .integer(usd.nanos), "per": .string(unit.rawValue),
            "source": .string(source.rawValue),
            "effective_from": .integer(effectiveFrom.microseconds),
        ]
    }
}

extension Alert {
    fileprivate var json: JSON {
        [
            "id": .string(id), "event": .string(event.rawValue),
            "severity": .string(severity.rawValue), "message": .string(message),
            "budget": .string(orNull: budget),
            "window_start": .integer(orNull: windowStart?.microseconds),
            "threshold": .integer(orNull: threshold),
            "submission_id": .string(orNull: submissionID?.description),
        ]
    }
}
