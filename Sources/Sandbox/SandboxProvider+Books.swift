import Accounting
import LosslessJSON

extension SandboxProvider {
    /// `GET /v2/logs`: a row per request, newest first, by offset.
    func logs(_ call: Call) throws(Rejection) -> SandboxAnswer {
        logCalls.removeAll { $0 <= call.now - .seconds(60) }
        guard logCalls.count < 200 else { throw .tooManyRequests }
        logCalls.append(call.now)

        let query = call.request.query
        try query.allow(only: [
            "period", "start", "end", "key_prefix", "model", "status", "limit", "offset",
        ])
        let window = try LogWindow(query, now: call.now)
        let limit = try query.integer("limit", in: 1...100, default: 50)
        let offset = try query.integer("offset", in: 0...Int.max, default: 0)
        let statuses = query.all("status")
        guard statuses.allSatisfy(["succeeded", "failed"].contains) else {
            throw .badRequest("status: Expected 'succeeded' | 'failed'")
        }
        if let prefix = query["key_prefix"], prefix != String(call.bearerKey.prefix(8)) {
            throw Rejection(
                status: 403, name: "ForbiddenError", message: "A management key is required.")
        }
        let models = query.all("model")
        let rows = account.logRows(at: call.now).filter { row in
            window.contains(row.created)
                && (statuses.isEmpty || statuses.contains(row.status))
                && (models.isEmpty
                    || models.contains { $0 == row.model || row.model.hasSuffix("/\($0)") })
        }
        return SandboxAnswer(json: [
            "data": .array(rows.dropFirst(offset).prefix(limit).map(\.json)),
            "pagination": [
                "limit": .integer(limit), "offset": .integer(offset),
                "total": .integer(rows.count),
                "has_more": .bool(rows.count - limit > offset),
            ],
        ])
    }

    /// `GET /v2/billing/transactions`: a line per movement, newest first, by cursor.
    func transactions(_ call: Call) throws(Rejection) -> SandboxAnswer {
        let query = call.request.query
        try query.allow(only: ["from", "to", "direction", "type", "limit", "cursor"])
        let from = try query.instant("from", zone: .required)
        let to = try query.instant("to", zone: .required)
        if let from, let to, to <= from { throw .badRequest("'to' must be later than 'from'.") }
        let limit = try query.integer("limit", in: 1...100, default: 50)
        let direction = query["direction"]
        guard direction.map(Transaction.directions.contains) ?? true else {
            throw .badRequest("direction: Expected 'TOPUP' | 'CHARGE'")
        }
        let type = query["type"]
        guard type.map(Transaction.types.contains) ?? true else {
            throw .badRequest("type: Invalid enum value")
        }
        // The cursor counts from the oldest entry, so that entries that arrive shift no page.
        let all = account.transactions(at: call.now)
        var newestShown = all.count
        if let text = query["cursor"] {
            guard let position = Cursor.position(text), position <= all.count else {
                throw .badRequest("cursor: Invalid cursor")
            }
            newestShown = position
        }
        let matching = all.enumerated().filter { index, entry in
            all.count - index <= newestShown
                && (from.map { entry.createdAt >= $0 } ?? true)
                && (to.map { entry.createdAt < $0 } ?? true)
                && (direction.map { entry.direction == $0 } ?? true)
                && (type.map { entry.type == $0 } ?? true)
        }
        let page = matching.prefix(limit)
        let hasMore = matching.count > page.count
        let next = page.last.map { Cursor.text(position: all.count - $0.offset - 1) }
        return SandboxAnswer(json: [
            "data": .array(page.map(\.element.json)),
            "pagination": [
                "next_cursor": .string(orNull: hasMore ? next : nil), "has_more": .bool(hasMore),
            ],
        ])
    }

    /// `GET /v2/billing`: what is left, in dollars.
    func billing(_ call: Call) -> SandboxAnswer {
        let nanos = account.availableNanos(at: call.now)
        return SandboxAnswer(json: [
            "current_balance": .number(DecimalNumber.text(nanos: nanos)), "currency": "USD",
        ])
    }

    /// `GET /v1/billing/balance`, the older one: what is left, in credits.
    func balance(_ call: Call) -> SandboxAnswer {
        let credits = account.availableNanos(at: call.now) / Charge.nanosPerCredit
        return SandboxAnswer(json: [
            "balance": .integer(credits), "lowBalance": .bool(credits < 10_000),
            "lowBalanceThreshold": .number("10000"), "lastUpdated": .string(call.now.description),
            "autoDebitStatus": "disabled", "status": "current",
            "statusExplanation": "Balance is current and up to date",
        ])
    }

    /// `GET /v1/key`: the key that asks.
    func key(_ call: Call) -> SandboxAnswer {
        let spent = account.openingNanos - account.availableNanos(at: call.now)
        return SandboxAnswer(json: [
            "data": [
                "name": "sandbox", "disabled": false,
                "prefix": .string(String(call.bearerKey.prefix(8))),
                "scopes": ["model:video"],
                "limit": ["retention": "no_reset", "threshold": balanceInDollars],
                "created_at": .string(account.openedAt.description),
                "updated_at": .string(account.openedAt.description),
                "monthly_usage": .number(DecimalNumber.text(nanos: spent)),
            ]
        ])
    }

    private var balanceInDollars: JSON {
        .number(DecimalNumber.text(nanos: account.openingNanos))
    }
}
