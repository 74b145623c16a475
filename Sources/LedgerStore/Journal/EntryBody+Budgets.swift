import Accounting
import LosslessJSON

// Budgets, and what is said of them: the bodies of "budget_…" and "alert".

extension Budget {
    var json: JSON {
        [
            "name": .name(name), "model": .name(scope.model),
            "mode": .string(orNull: scope.mode?.rawValue),
            "orientation": .string(orNull: scope.orientation?.rawValue),
            "project": .name(scope.project), "key": .name(scope.key),
            "unit": .string(unit.rawValue), "limit": limit.json,
            "enforcement": .string(enforcement.rawValue),
            "alert_at": .array(alertAt.map { .integer($0) }),
            "alert_forecast": .bool(alertsOnForecast),
        ]
    }

    init(_ reader: EntryReader) throws {
        let json = reader.json
        let alertAt = try reader.part("alert_at").json.array ?? []
        self.init(
            name: try reader.name("name"),
            scope: Scope(
                model: reader.nameOrNil("model"), mode: try reader.optionalValue("mode"),
                orientation: try reader.optionalValue("orientation"),
                project: reader.nameOrNil("project"), key: reader.nameOrNil("key")),
            unit: try reader.value("unit"), limit: try BudgetLimit(reader.part("limit")),
            enforcement: try reader.value("enforcement"), alertAt: alertAt.compactMap(\.int),
            // Entries of the first two formats do not say.
            alertsOnForecast: json["alert_forecast"]?.bool ?? true)
    }
}

extension BudgetLimit {
    var json: JSON {
        switch self {
        case .usd(let amount): ["usd": .integer(amount.nanos)]
        case .submissions(let count): ["submissions": .integer(count)]
        }
    }

    init(_ reader: EntryReader) throws {
        if let amount = try reader.optionalUSD("usd") {
            self = .usd(amount)
        } else {
            self = .submissions(try reader.int("submissions"))
        }
    }
}

extension BudgetOverride {
    var json: JSON {
        [
            "budget": .name(budget), "added": .integer(added.nanos),
            "until": .integer(until.microseconds), "reason": .string(reason),
        ]
    }

    init(_ reader: EntryReader) throws {
        self.init(
            budget: try reader.name("budget"), added: try reader.usd("added"),
            until: try reader.instant("until"), reason: try reader.string("reason"))
    }
}

extension BudgetMute {
    var json: JSON {
        [
            "budget": .name(budget), "until": .integer(until.microseconds),
            "reason": .string(reason),
        ]
    }

    init(_ reader: EntryReader) throws {
        self.init(
            budget: try reader.name("budget"), until: try reader.instant("until"),
            reason: try reader.string("reason"))
    }
}

extension Alert {
    var json: JSON {
        [
            "id": .string(id), "event": .string(event.rawValue),
            "severity": .string(severity.rawValue), "message": .string(message),
            "budget": .name(budget),
            "window_start": .integer(orNull: windowStart?.microseconds),
            "threshold": .integer(orNull: threshold),
            "submission_id": .string(orNull: submissionID?.description),
        ]
    }

    init(_ reader: EntryReader) throws {
        let json = reader.json
        self.init(
            id: try reader.string("id"), event: try reader.value("event"),
            severity: try reader.value("severity"), message: try reader.string("message"),
            budget: reader.nameOrNil("budget"),
            windowStart: json["window_start"]?.int64.map(Instant.init(microseconds:)),
            threshold: json["threshold"]?.int,
            submissionID: json["submission_id"]?.string.flatMap(SubmissionID.init))
    }
}
