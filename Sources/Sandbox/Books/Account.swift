import Accounting

/// The provider's books: every attempt in order, the transactions, the log, and the balance.
///
/// What a generation will put into them is known when it is taken on, and stands at its future
/// instant until then.
struct Account: Sendable {
    let openedAt: Instant
    let openingNanos: Int64
    let chargeLag: Duration
    private(set) var attempts: [Attempt] = []
    private(set) var movements = Timeline<Transaction>()
    private(set) var log = LogBook()
    private var indexByGeneration: [String: Int] = [:]
    private var holds = Holds()
    /// Up to when the transactions are summed, and their sum.
    private var landedAt: Instant
    private var landedNanos: Int64 = 0
    /// Numbers every row of either book.
    private var rowCount = 0
    /// How many polls of a generation have misbehaved.
    private var oddPolls: [String: Int] = [:]

    init(openedAt: Instant, openingNanos: Int64, chargeLag: Duration) {
        self.openedAt = openedAt
        self.openingNanos = openingNanos
        self.chargeLag = chargeLag
        landedAt = .distantPast
        book([
            Transaction(
                createdAt: openedAt, direction: .topUp, type: .payment,
                amount: Charge(nanos: openingNanos), model: nil, referenceID: nil)
        ])
    }

    mutating func record(_ attempt: Attempt) {
        if let generation = attempt.generation {
            indexByGeneration[generation.id] = attempts.count
            let transactions = generation.transactions(chargeLag: chargeLag)
            book(transactions)
            holds.add(generation, transactions: transactions)
        }
        attempts.append(attempt)
        if let entry = attempt.logEntry { record(entry) }
    }

    func generation(_ id: String) -> Generation? {
        indexByGeneration[id].flatMap { attempts[$0].generation }
    }

    /// The fault that the next poll of a generation shows, counting it.
    mutating func nextPollFault(of generation: Generation) -> PollFault? {
        guard let fault = generation.marker.poll,
            oddPolls[generation.id, default: 0] < generation.marker.pollTimes
        else { return nil }
        oddPolls[generation.id, default: 0] += 1
        return fault
    }
}

// MARK: - Money

extension Account {
    /// What can still be spent: the sum of the transactions, less what is on its way into them.
    mutating func availableNanos(at now: Instant) -> Int64 {
        land(through: now)
        return landedNanos - holds.nanos(at: now)
    }

    /// What this key has spent since an instant, with what is on its way.
    mutating func spentNanos(since start: Instant, at now: Instant) -> Int64 {
        let range = movements.count(before: start)..<movements.count(through: now)
        let spent = movements.entries[range].reduce(Int64(0)) { sum, entry in
            let row = entry.row
            guard row.isOfThisKey, row.type == .modelUsage || row.type == .refund else {
                return sum
            }
            return sum - row.signedNanos
        }
        return spent + holds.nanos(at: now)
    }

    private mutating func land(through now: Instant) {
        guard now > landedAt else { return }
        let range = movements.count(through: landedAt)..<movements.count(through: now)
        landedNanos += movements.entries[range].reduce(0) { $0 + $1.row.signedNanos }
        landedAt = now
    }
}

// MARK: - Writing

extension Account {
    mutating func book(_ transactions: [Transaction]) {
        for transaction in transactions {
            movements.insert(
                transaction, at: .init(at: transaction.createdAt, number: nextNumber()))
            if transaction.createdAt <= landedAt { landedNanos += transaction.signedNanos }
        }
    }

    /// Rewrites all that the transactions say, or will say, of a generation.
    mutating func rebook(
        _ id: String, _ change: ([Transaction]) throws(Rejection) -> [Transaction]
    ) throws(Rejection) {
        let changed = try change(movements.entries.map(\.row).filter { $0.referenceID == id })
        for entry in movements.remove(where: { $0.referenceID == id })
        where entry.place.at <= landedAt {
            landedNanos -= entry.row.signedNanos
        }
        book(changed)
        holds.update(id, transactions: changed)
    }

    mutating func record(_ entry: LogBook.Entry) { log.record(entry, number: nextNumber()) }

    /// A history in one go.
    mutating func record(_ transactions: [Transaction], rows: [LogRow]) {
        let first = rowCount
        rowCount += transactions.count + rows.count
        movements.insert(
            transactions.enumerated().map { index, transaction in
                .init(
                    place: .init(at: transaction.createdAt, number: first + index),
                    row: transaction)
            })
        landedNanos += transactions.reduce(0) {
            $0 + ($1.createdAt <= landedAt ? $1.signedNanos : 0)
        }
        log.record(rows, firstNumber: first + transactions.count)
    }

    mutating func advanceLog(to now: Instant) { log.advance(to: now) }

    private mutating func nextNumber() -> Int {
        rowCount += 1
        return rowCount
    }
}
