import Accounting
import LosslessJSON

extension HistoryRecord {
    var json: JSON {
        .object(
            subject.members + [
                JSON.Member("reserved_at", .integer(reservedAt.microseconds)),
                JSON.Member("generation_id", .string(orNull: generationID)),
                JSON.Member("state", .string(state.rawValue)),
                JSON.Member("usd", .integer(usd.nanos)), JSON.Member("credits", .integer(credits)),
                JSON.Member("provisional", .bool(isProvisional)),
                JSON.Member("estimate", .integer(orNull: estimate?.nanos)),
            ] + further)
    }
}

extension HistoryRecord {
    /// What only some records have: entries that say nothing of it stay as they were.
    private var further: [JSON.Member] {
        var members: [JSON.Member] = []
        if !labels.isEmpty { members.append(JSON.Member("labels", labels.json)) }
        if let seconds { members.append(JSON.Member("seconds", .integer(seconds))) }
        if let sourceID { members.append(JSON.Member("source_id", .string(sourceID))) }
        if let remark { members.append(JSON.Member("remark", .string(remark))) }
        return members
    }
}
