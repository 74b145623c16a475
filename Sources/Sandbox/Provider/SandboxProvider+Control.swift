import Accounting
import LosslessJSON

extension SandboxProvider {
    /// `GET /sandbox/clock`: `{"schema":"sandbox.clock/1","now":…}`.
    var clockAnswer: SandboxAnswer {
        SandboxAnswer(json: ["schema": "sandbox.clock/1", "now": .string(clock.description)])
    }

    /// `POST /sandbox/clock`: forward by `advance_seconds`, or `to` an instant. Never back.
    ///
    /// All that follows goes by it: running generations, lags, windows, the minute of the log's
    /// limit and the `Date` header.
    func moveClock(_ call: Call) throws(Rejection) -> SandboxAnswer {
        let fields = try control(call)
        try fields.allow(only: ["advance_seconds", "to"])
        switch (try fields.span("advance_seconds"), try fields.instant("to")) {
        case (let step?, nil): ahead += step
        case (nil, let goal?) where goal >= call.now && goal < .distantFuture:
            ahead += .microseconds(goal.microseconds - call.now.microseconds)
        default:
            throw .badRequest(
                "Send 'advance_seconds', or 'to' with an instant that is not before now.")
        }
        account.advanceLog(to: clock)
        return clockAnswer
    }

    /// `GET /sandbox/books`: how much is in them, and how many calls are still to misbehave.
    func books(_ call: Call) -> SandboxAnswer { booksAnswer(call, planted: []) }

    /// `POST /sandbox/books`: makes the books differ from what was done, or misbehave.
    ///
    /// `{"entries":[…],"history":{…},"prices":[…],"trouble":[…],"key":{…},"clear_trouble":true}`,
    /// each of them optional: see ``PlantedEntry``, ``SyntheticHistory``, ``PriceChange``,
    /// ``Trouble`` and ``SpendingCap``. A body with a slip changes nothing. The answer is that of
    /// `GET /sandbox/books`, with the generation of each entry under `planted`.
    func plantBooks(_ call: Call) throws(Rejection) -> SandboxAnswer {
        let request = try BooksRequest(try control(call), prices: prices, at: call.now)
        var changed = account
        var planted: [JSON] = []
        for entry in request.entries {
            var chance = nextChance()
            let id = try changed.plant(entry, at: call.now, chance: &chance)
            planted.append([
                "kind": .string(entry.kind.rawValue), "generation_id": .string(orNull: id),
            ])
        }
        if let history = request.history {
            let books = history.books(first: historyCount + 1, seed: options.seed)
            changed.record(books.transactions, rows: books.rows)
            historyCount += history.count
        }
        changed.advanceLog(to: call.now)
        account = changed
        prices = request.prices
        if let limit = request.keyLimit { keyLimit = limit }
        if request.clearsTrouble { troubles.removeAll() }
        request.troubles.forEach { troubles.add($0) }
        return booksAnswer(call, planted: planted)
    }

    private func booksAnswer(_ call: Call, planted: [JSON]) -> SandboxAnswer {
        SandboxAnswer(json: [
            "schema": "sandbox.books/1",
            "now": .string(call.now.description),
            "transactions": .integer(account.movements.count(through: call.now)),
            "log_rows": .integer(account.log.count),
            "balance_usd": .string(
                DecimalNumber.text(nanos: account.availableNanos(at: call.now))),
            "trouble": .integer(troubles.remaining),
            "planted": .array(planted),
        ])
    }

    private func control(_ call: Call) throws(Rejection) -> Fields {
        guard let body = try? JSON(parsing: call.request.body) else {
            throw .badRequest("The body is not JSON, or names a key twice.")
        }
        return try Fields(body, name: "")
    }

    /// A stream of chance for one planted row.
    func nextChance() -> SplitMix64 {
        plantedCount += 1
        return SplitMix64(seed: options.seed, stream: 1 << 42 | plantedCount)
    }
}
