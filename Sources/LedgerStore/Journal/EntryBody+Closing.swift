import Accounting
import LosslessJSON

// Months that are closed: the body of "month_closed". Its row keeps it too.

extension MonthClosing {
    var json: JSON {
        let members = [
            JSON.Member("month", .string(month.description)), .init("entries", .integer(entries)),
            .init("head", .string(head)), .init("totals", totals.json),
            .init("adjustments", adjustments.json), .init("unsettled", unsettled.json),
            .init("manifest", .string(manifest)),
        ]
        let date = writtenAt.map { JSON.Member("written_at", .integer($0.microseconds)) }
        return .object(members + [date].compactMap(\.self))
    }

    init(_ reader: EntryReader) throws {
        guard let month = Month(try reader.string("month")) else { throw reader.missing("month") }
        self.init(
            month: month, entries: try reader.int64("entries"), head: try reader.string("head"),
            totals: try Totals(reader.part("totals")),
            adjustments: try LateChange.Sum(reader.part("adjustments")),
            unsettled: try Unsettled(reader.part("unsettled")),
            manifest: try reader.string("manifest"),
            writtenAt: try reader.json["written_at"].map { _ in try reader.instant("written_at") })
    }
}

extension MonthClosing.Totals {
    fileprivate var json: JSON {
        [
            "settled": .integer(settled), "failed": .integer(failed), "open": .integer(open),
            "unpriced": .integer(unpriced), "refused": .integer(refused),
            "usd": .integer(usd.nanos), "credits": .integer(credits),
            "reserved": .integer(reserved.nanos), "provisional": .integer(provisional.nanos),
        ]
    }

    fileprivate init(_ reader: EntryReader) throws {
        self.init(
            settled: try reader.int("settled"), failed: try reader.int("failed"),
            open: try reader.int("open"), unpriced: try reader.int("unpriced"),
            refused: try reader.int("refused"), usd: try reader.total("usd"),
            credits: try reader.int64("credits"), reserved: try reader.total("reserved"),
            provisional: try reader.total("provisional"))
    }
}

extension LateChange.Sum {
    fileprivate var json: JSON {
        [
            "count": .integer(count), "usd": .integer(amount.usd.nanos),
            "credits": .integer(amount.credits), "reserved": .integer(amount.reserved.nanos),
        ]
    }

    fileprivate init(_ reader: EntryReader) throws {
        self.init(
            count: try reader.int("count"),
            amount: LateChange.Amount(
                usd: try reader.total("usd"), credits: try reader.int64("credits"),
                reserved: try reader.total("reserved")))
    }
}

extension Unsettled {
    fileprivate var json: JSON {
        [
            "open": open.json, "unknown": unknown.json, "unpriced": unpriced.json,
            "provisional": provisional.json,
        ]
    }

    fileprivate init(_ reader: EntryReader) throws {
        self.init(
            open: try Part(reader.part("open")), unknown: try Part(reader.part("unknown")),
            unpriced: try Part(reader.part("unpriced")),
            provisional: try Part(reader.part("provisional")))
    }
}

extension Unsettled.Part {
    fileprivate var json: JSON { ["count": .integer(count), "usd": .integer(usd.nanos)] }

    fileprivate init(_ reader: EntryReader) throws {
        self.init(count: try reader.int("count"), usd: try reader.total("usd"))
    }
}
