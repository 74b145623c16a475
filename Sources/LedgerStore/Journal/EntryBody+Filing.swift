import Accounting
import LosslessJSON

// A submission that is filed elsewhere: the body of "refiled".

extension Refiling {
    var json: JSON {
        [
            "from": from.json, "to": to.json, "reason": .string(reason),
            "usd": .integer(charged.usd.nanos), "credits": .integer(charged.credits),
            "reserved": .integer(reserved.nanos), "adjustments": .integer(corrections),
            "adjusted": .integer(corrected.nanos),
        ]
    }

    init(_ reader: EntryReader) throws {
        self.init(
            from: try Filing(reader.part("from")), to: try Filing(reader.part("to")),
            reason: try reader.string("reason"),
            charged: BilledSubmission.Amount(
                usd: try reader.usd("usd"), credits: try reader.amount("credits")),
            reserved: try reader.usd("reserved"), corrections: try reader.int("adjustments"),
            corrected: try reader.usd("adjusted"))
    }
}

extension Filing {
    fileprivate var json: JSON { ["project": .name(project), "labels": labels.json] }

    fileprivate init(_ reader: EntryReader) throws {
        self.init(
            project: reader.nameOrNil("project"), labels: try [Label](reader.part("labels")))
    }
}
