import Accounting
import LosslessJSON

/// Why the body of a journal entry cannot be read back.
struct EntryBodyError: Error, CustomStringConvertible {
    let description: String
}

extension EntryBody {
    /// The entry that a row of the journal holds. The inverse of ``json(_:)``.
    static func entry(kind: String, submissionID: String?, body: JSON) throws -> Entry {
        let reader = EntryReader(json: body)
        switch kind {
        case "opened":
            return .opened(
                timeZone: try reader.string("time_zone"), salt: try reader.string("salt"))
        case "imported": return .imported(try reader.record(), try id(submissionID))
        case "overrun": return .overrun(try id(submissionID), by: try reader.usd("by"))
        case "budget_set": return .budgetSet(try reader.budget())
        case "budget_removed": return .budgetRemoved(name: try reader.string("name"))
        case "budget_overridden":
            return .budgetOverridden(
                BudgetOverride(
                    budget: try reader.string("budget"), added: try reader.usd("added"),
                    until: try reader.instant("until"), reason: try reader.string("reason")))
        case "budget_muted":
            return .budgetMuted(
                BudgetMute(
                    budget: try reader.string("budget"), until: try reader.instant("until"),
                    reason: try reader.string("reason")))
        case "price_set": return .priceSet(try reader.price())
        case "price_unset":
            return .priceUnset(
                model: try reader.string("model"), mode: try reader.optionalValue("mode"))
        case "price_forgotten":
            return .priceForgotten(
                model: try reader.string("model"), mode: try reader.optionalValue("mode"))
        case "prices_listed": return .pricesListed(try reader.listing())
        case "aliases_listed": return .aliasesListed(try reader.aliasChanges())
        case "alert": return .alertRaised(try reader.alert())
        case "reserved", "refused":
            let id = try id(submissionID)
            return .proposed(try reader.proposal(id: id), try reader.event(kind))
        default: return .happened(try id(submissionID), try reader.event(kind))
        }
    }

    static func charge(_ json: JSON) throws -> Charge { try EntryReader(json: json).charge() }

    static func refusal(_ json: JSON) throws -> Refusal { try EntryReader(json: json).refusal() }

    static func labels(_ json: JSON) throws -> [Label] {
        try (json.array ?? []).map { pair in
            guard let parts = pair.array, parts.count == 2, let key = parts[0].string,
                let value = parts[1].string
            else { throw EntryBodyError(description: "a label is malformed") }
            return Label(key: key, value: value)
        }
    }

    private static func id(_ text: String?) throws -> SubmissionID {
        guard let id = text.flatMap(SubmissionID.init) else {
            throw EntryBodyError(description: "the submission id is malformed")
        }
        return id
    }
}

extension EntryReader {
    func event(_ kind: String) throws -> SubmissionEvent {
        switch kind {
        case "refused": return .refused(try part("refusal").refusal())
        case "reserved": return .reserved
        case "dispatched": return .dispatched
        case "accepted":
            return .accepted(
                generationID: try string("generation_id"),
                quotedCharge: try optional("hold")?.charge())
        case "hold": return .held(try part("hold").charge())
        case "unknown": return .lost(try part("fault").fault())
        case "settled":
            return .settled(
                try part("charge").charge(), videoURL: json["video_url"]?.string,
                fault: try optional("fault")?.fault())
        case "voided": return .voided(try part("fault").fault())
        case "unpriced": return .unpriced(videoURL: json["video_url"]?.string)
        case "adjusted":
            return .adjusted(try part("charge").charge(), reason: try string("reason"))
        default: throw EntryBodyError(description: "the kind '\(kind)' is not known")
        }
    }

    func proposal(id: SubmissionID) throws -> Proposal {
        Proposal(
            id: id, subject: try subject(), isModeExplicit: try bool("mode_explicit"),
            isOrientationExplicit: try bool("orientation_explicit"),
            keepsAudio: json["keep_audio"]?.bool,
            labels: try EntryBody.labels(try part("labels").json),
            estimate: try part("estimate").estimate(), maxCost: try optionalUSD("max_cost"),
            fingerprint: try optional("fingerprint").map { reader in
                Fingerprint(
                    digest: try reader.string("digest"),
                    promptBytes: try reader.int("prompt_bytes"),
                    imageBytes: try reader.int("image_bytes"),
                    videoBytes: try reader.int("video_bytes"))
            })
    }

    func record() throws -> HistoryRecord {
        HistoryRecord(
            reservedAt: try instant("reserved_at"), subject: try subject(),
            generationID: json["generation_id"]?.string, state: try value("state"),
            usd: try usd("usd"), credits: try amount("credits"),
            isProvisional: try bool("provisional"), estimate: try optionalUSD("estimate"),
            // Entries of the first three formats have none of these.
            labels: try json["labels"].map(EntryBody.labels) ?? [], seconds: json["seconds"]?.int,
            sourceID: json["source_id"]?.string, remark: json["remark"]?.string)
    }

    func budget() throws -> Budget {
        let alertAt = try part("alert_at").json.array ?? []
        return Budget(
            name: try string("name"),
            scope: Scope(
                model: json["model"]?.string, mode: try optionalValue("mode"),
                orientation: try optionalValue("orientation"), project: json["project"]?.string,
                key: json["key"]?.string),
            unit: try value("unit"), limit: try part("limit").limit(),
            enforcement: try value("enforcement"), alertAt: alertAt.compactMap(\.int),
            // Entries of the first two formats do not say.
            alertsOnForecast: json["alert_forecast"]?.bool ?? true)
    }

    func price() throws -> Price {
        Price(
            model: try string("model"), mode: try optionalValue("mode"), usd: try usd("usd"),
            unit: try value("per"), source: try value("source"),
            effectiveFrom: try instant("effective_from"))
    }

    func alert() throws -> Alert {
        Alert(
            id: try string("id"), event: try value("event"), severity: try value("severity"),
            message: try string("message"), budget: json["budget"]?.string,
            windowStart: json["window_start"]?.int64.map(Instant.init(microseconds:)),
            threshold: json["threshold"]?.int,
            submissionID: json["submission_id"]?.string.flatMap(SubmissionID.init))
    }

    func charge() throws -> Charge {
        Charge(
            usd: try usd("usd"), credits: try amount("credits"), source: try value("source"),
            isProvisional: try bool("provisional"), remark: json["remark"]?.string)
    }

    func fault() throws -> Fault {
        Fault(name: try string("name"), message: try string("message"))
    }

    func refusal() throws -> Refusal {
        Refusal(
            reason: try value("reason"), message: try string("message"),
            obstacles: try list("obstacles").map { try $0.obstacle() },
            fits: try list("fits").map {
                Refusal.Fit(mode: try $0.optionalValue("mode"), seconds: $0.json["seconds"]?.int)
            })
    }

    private func obstacle() throws -> Refusal.Obstacle {
        Refusal.Obstacle(
            budget: try string("budget"), limit: try part("limit").limit(),
            overrides: try usd("overrides"),
            holding: Holding(
                spent: try usd("spent"), reserved: try usd("reserved"), posted: try int("posted"),
                open: try int("open")),
            requested: try usd("requested"), available: try optionalUSD("available"),
            resetsAt: json["resets_at"]?.int64.map(Instant.init(microseconds:)))
    }

    private func subject() throws -> Subject {
        Subject(
            model: try string("model"), mode: try optionalValue("mode"),
            orientation: try optionalValue("orientation"), project: json["project"]?.string,
            key: json["key"]?.string)
    }

    private func estimate() throws -> Estimate {
        Estimate(
            usd: try usd("usd"), seconds: json["seconds"]?.int,
            secondsSource: try optionalValue("seconds_source"),
            unitPrice: try optionalUSD("unit_price"),
            pricePer: try optionalValue("per"), priceSource: json["price_source"]?.string)
    }

    private func limit() throws -> BudgetLimit {
        if let amount = try optionalUSD("usd") { return .usd(amount) }
        return .submissions(try int("submissions"))
    }
}
