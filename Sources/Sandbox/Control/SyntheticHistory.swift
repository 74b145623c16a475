import Accounting

/// `{"count":100000,"from":…,"to":…,"model":…,"log":true}`: many charges of this key at once.
///
/// They are spread evenly from `from` (30 days ago without it) up to `to` (now), cost the model's
/// first price for 3 to 10 seconds, and are called `history-SEED-0000001` and so on. A payment at
/// `from` covers them, so that the balance stays what it was.
struct SyntheticHistory: Sendable {
    let count: Int
    let from: Instant
    let to: Instant
    let model: VideoModel
    let isLogged: Bool

    static let most = 1_000_000

    init(_ fields: Fields, prices: PriceList, at now: Instant) throws(Rejection) {
        try fields.allow(only: ["count", "from", "to", "model", "log"])
        count = try fields.required(
            fields.integer("count", in: 1...SyntheticHistory.most), "count")
        to = try fields.instant("to") ?? now
        from = try fields.instant("from") ?? to - .seconds(30 * 86_400)
        isLogged = try fields.flag("log") ?? true
        let name = try fields.text("model") ?? prices.models[0].id
        model = try fields.required(prices.model(name), "model")
        guard from < to, to <= now else {
            throw fields.wrong("from", "Expected 'from' before 'to', and 'to' not after now")
        }
    }

    /// The charges and the payment, and their rows in the log.
    ///
    /// - Parameter first: the number of the first; those of an earlier history come before it.
    func books(first: Int, seed: UInt64) -> (transactions: [Transaction], rows: [LogRow]) {
        var chance = SplitMix64(seed: seed, stream: 1 << 43 | UInt64(first))
        let prices = (3...10).map { model.rate(parameters: [:]).cost(of: .seconds($0)) }
        let charges = prices.map { Charge(nanos: $0) }
        var transactions: [Transaction] = []
        var rows: [LogRow] = []
        transactions.reserveCapacity(count + 1)
        let span = Int128(to.microseconds - from.microseconds)
        for index in 0..<count {
            let amount = chance.pick(charges)
            let id = SyntheticHistory.id(first + index, seed: seed)
            let moment = Instant(
                microseconds: from.microseconds + Int64(span * Int128(index) / Int128(count)))
            transactions.append(
                Transaction(
                    createdAt: moment, direction: .charge, type: .modelUsage, amount: amount,
                    model: model.id, referenceID: id))
            guard isLogged else { continue }
            rows.append(
                LogRow(
                    created: moment, status: "succeeded", model: model.id, cost: amount,
                    requestID: id, inferenceID: id, clientRequestID: nil))
        }
        let total = transactions.reduce(Int64(0)) { $0 + $1.amount.nanos }
        let payment = Transaction(
            createdAt: from, direction: .topUp, type: .payment, amount: Charge(nanos: total),
            model: nil, referenceID: nil)
        return ([payment] + transactions, rows)
    }

    private static func id(_ number: Int, seed: UInt64) -> String {
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, 7 - digits.utf8.count))
        return "history-\(seed)-\(zeros)\(digits)"
    }
}
