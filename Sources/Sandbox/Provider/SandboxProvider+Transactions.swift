import Accounting
import LosslessJSON

extension SandboxProvider {
    /// `GET /v2/billing/transactions`: a line per movement, newest first, by cursor.
    ///
    /// - Parameter page: what is wrong with the page.
    func transactions(_ call: Call, page fault: Trouble.Kind?) throws(Rejection)
        -> SandboxAnswer
    {
        let query = call.request.query
        try query.allow(only: ["from", "to", "direction", "type", "limit", "cursor"])
        let from = try query.instant("from", zone: .required)
        let to = try query.instant("to", zone: .required)
        if let from, let to, to <= from { throw .badRequest("'to' must be later than 'from'.") }
        let limit = try query.integer("limit", in: 1...100, default: 50)
        let direction = query["direction"].map(Transaction.Direction.init)
        guard direction != .some(nil) else {
            throw .badRequest("direction: Expected 'TOPUP' | 'CHARGE'")
        }
        let type = query["type"].map(Transaction.Kind.init)
        guard type != .some(nil) else { throw .badRequest("type: Invalid enum value") }
        let cursor = query["cursor"].map { Cursor($0) }
        guard cursor != .some(nil) else { throw .badRequest("cursor: Invalid cursor") }

        if fault == .grows, cursor != nil { try chargeStranger(call) }
        let page = account.movements.page(
            from: from, to: to, before: cursor??.place, limit: limit, at: call.now
        ) { row in
            (direction == nil || row.direction == direction)
                && (type == nil || row.type == type)
        }
        return transactionsAnswer(page, cursor: cursor ?? nil, fault: fault)
    }

    /// A charge of another client that lands now.
    private func chargeStranger(_ call: Call) throws(Rejection) {
        let entry = try PlantedEntry(Fields(["kind": "charge", "usd": "0.1"], name: ""))
        var chance = nextChance()
        _ = try account.plant(entry, at: call.now, chance: &chance)
    }

    private func transactionsAnswer(
        _ page: Timeline<Transaction>.Page, cursor: Cursor?, fault: Trouble.Kind?
    ) -> SandboxAnswer {
        var rows = page.entries.map(\.row.json)
        var next = page.entries.last.map { Cursor($0.place) }
        var hasMore = page.hasMore
        if let cursor, let last = lastPages[.transactions] {
            if fault == .repeats {
                // The page itself follows, under the same cursor.
                (rows, next, hasMore) = (last, cursor, true)
            } else if fault?.shifts == true {
                rows = last.suffix(1) + rows
            }
        }
        if fault == .endless {
            hasMore = true
            next = next ?? cursor ?? Cursor(.init(at: .distantPast, number: 0))
        }
        lastPages[.transactions] = rows
        return SandboxAnswer(json: [
            "data": .array(rows),
            "pagination": [
                "next_cursor": .string(orNull: hasMore ? next?.text : nil),
                "has_more": .bool(hasMore),
            ],
        ])
    }
}
