import Accounting
import LosslessJSON

extension SandboxProvider {
    /// `GET /v2/logs`: a row per request, newest first, by offset.
    ///
    /// - Parameter page: what is wrong with the page.
    func logs(_ call: Call, page: Trouble.Kind?) throws(Rejection) -> SandboxAnswer {
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
        let isMeant: ((LogRow) -> Bool)? =
            statuses.isEmpty && models.isEmpty
            ? nil
            : { row in
                (statuses.isEmpty || statuses.contains(row.status))
                    && (models.isEmpty
                        || models.contains { $0 == row.model || row.model.hasSuffix("/\($0)") })
            }
        if page?.shifts == true { try receiveStranger(call) }
        let (found, total) = account.log.page(
            window, offset: offset, limit: limit, at: call.now, matching: isMeant)
        var rows = found.map(\.json)
        if page == .repeats, offset > 0 { rows = lastPages[.logs] ?? rows }
        lastPages[.logs] = rows
        let oneMore = page == .repeats || page == .endless
        return SandboxAnswer(json: [
            "data": .array(rows),
            "pagination": [
                "limit": .integer(limit), "offset": .integer(offset),
                "total": .integer(total),
                "has_more": .bool(oneMore || total - limit > offset),
            ],
        ])
    }

    /// A request of another client, a minute ago, that cost nothing.
    private func receiveStranger(_ call: Call) throws(Rejection) {
        let entry = try PlantedEntry(
            Fields(
                [
                    "kind": "request",
                    "at": .string((call.now - .seconds(60)).description),
                ], name: ""))
        var chance = nextChance()
        _ = try account.plant(entry, at: call.now, chance: &chance)
        account.advanceLog(to: call.now)
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
        let limit = keyLimit ?? SpendingCap(nanos: account.openingNanos)
        let month = SpendingCap(nanos: 0, retention: .month).start(at: call.now)
        let spent = account.spentNanos(since: month, at: call.now)
        return SandboxAnswer(json: [
            "data": [
                "name": "sandbox", "disabled": false,
                "prefix": .string(String(call.bearerKey.prefix(8))),
                "scopes": ["model:video"],
                "limit": [
                    "retention": .string(limit.retention.rawValue),
                    "threshold": .number(DecimalNumber.text(nanos: limit.nanos)),
                ],
                "created_at": .string(account.openedAt.description),
                "updated_at": .string(account.openedAt.description),
                "monthly_usage": .number(DecimalNumber.text(nanos: spent)),
            ]
        ])
    }
}
