import Accounting
import LosslessJSON

// The parts of the bodies of a submission's events. Its row keeps some of them too.

extension Charge {
    var json: JSON {
        [
            "usd": .integer(usd.nanos), "credits": .integer(credits),
            "source": .string(source.rawValue), "provisional": .bool(isProvisional),
            "remark": .string(orNull: remark),
        ]
    }

    init(_ reader: EntryReader) throws {
        self.init(
            usd: try reader.usd("usd"), credits: try reader.amount("credits"),
            source: try reader.value("source"), isProvisional: try reader.bool("provisional"),
            remark: reader.json["remark"]?.string)
    }
}

extension Fault {
    var json: JSON { ["name": .string(name), "message": .string(message)] }

    init(_ reader: EntryReader) throws {
        self.init(name: try reader.string("name"), message: try reader.string("message"))
    }
}

extension Refusal {
    /// As the journal keeps it: integers, so that nothing is rounded or reworded later.
    var journalJSON: JSON {
        let json: JSON = [
            "reason": .string(reason.rawValue), "message": .string(message),
            "obstacles": .array(obstacles.map(\.json)),
            "fits": .array(
                fits.map {
                    [
                        "mode": .string(orNull: $0.mode?.rawValue),
                        "seconds": .integer(orNull: $0.seconds),
                    ]
                }),
        ]
        // Ledgers that are older have no such field: what they recorded stays as it is.
        guard let duplicate, case .object(let members) = json else { return json }
        return .object(members + [.init("duplicate", .string(duplicate.description))])
    }

    init(_ reader: EntryReader) throws {
        self.init(
            reason: try reader.value("reason"), message: try reader.string("message"),
            obstacles: try reader.list("obstacles").map(Obstacle.init),
            fits: try reader.list("fits").map {
                Fit(mode: try $0.optionalValue("mode"), seconds: $0.json["seconds"]?.int)
            },
            duplicate: reader.json["duplicate"]?.string.flatMap(SubmissionID.init))
    }
}

extension Refusal.Obstacle {
    fileprivate var json: JSON {
        [
            "budget": .name(budget), "limit": limit.json,
            "overrides": .integer(overrides.nanos),
            "spent": .integer(holding.spent.nanos),
            "reserved": .integer(holding.reserved.nanos),
            "posted": .integer(holding.posted),
            "open": .integer(holding.open),
            "requested": .integer(requested.nanos),
            "available": .integer(orNull: available?.nanos),
            "resets_at": .integer(orNull: resetsAt?.microseconds),
        ]
    }

    fileprivate init(_ reader: EntryReader) throws {
        self.init(
            budget: try reader.name("budget"), limit: try BudgetLimit(reader.part("limit")),
            overrides: try reader.usd("overrides"),
            holding: Holding(
                spent: try reader.usd("spent"), reserved: try reader.usd("reserved"),
                posted: try reader.int("posted"), open: try reader.int("open")),
            requested: try reader.usd("requested"), available: try reader.optionalUSD("available"),
            resetsAt: reader.json["resets_at"]?.int64.map(Instant.init(microseconds:)))
    }
}
