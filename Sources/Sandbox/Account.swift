import Accounting

/// The provider's books: every attempt in order, and what follows from them.
struct Account: Sendable {
    let openedAt: Instant
    let openingNanos: Int64
    let chargeLag: Duration
    private(set) var attempts: [Attempt] = []
    private var indexByGeneration: [String: Int] = [:]
    /// The generations whose effect on the balance may still change, and the sum of the others.
    private var open: [Generation] = []
    private var closedNanos: Int64 = 0
    /// How many polls of a generation have misbehaved.
    private var oddPolls: [String: Int] = [:]

    init(openedAt: Instant, openingNanos: Int64, chargeLag: Duration) {
        self.openedAt = openedAt
        self.openingNanos = openingNanos
        self.chargeLag = chargeLag
    }

    mutating func record(_ attempt: Attempt) {
        if let generation = attempt.generation {
            indexByGeneration[generation.id] = attempts.count
            open.append(generation)
        }
        attempts.append(attempt)
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

    /// What can still be spent: running generations hold their price, failed ones give it back.
    mutating func availableNanos(at now: Instant) -> Int64 {
        open.removeAll { generation in
            guard generation.finishedAt + chargeLag + .milliseconds(1) <= now else { return false }
            closedNanos += generation.takenNanos(at: now, refunded: true)
            return true
        }
        return open.reduce(openingNanos - closedNanos) {
            $0 - $1.takenNanos(at: now, refunded: false)
        }
    }

    /// All movements up to now, newest first.
    func transactions(at now: Instant) -> [Transaction] {
        let opening = Transaction(
            createdAt: openedAt, direction: "TOPUP", type: "PAYMENT",
            amount: Charge(nanos: openingNanos), model: nil, referenceID: nil)
        let all = [opening] + attempts.compactMap(\.generation).flatMap(transactions(of:))
        return all.enumerated().filter { $0.element.createdAt <= now }
            .sorted { ($0.element.createdAt, $0.offset) > ($1.element.createdAt, $1.offset) }
            .map(\.element)
    }

    /// The charge of a generation and what follows it; nothing for one that failed uncharged.
    private func transactions(of generation: Generation) -> [Transaction] {
        guard let charge = generation.charge else { return [] }
        let landed = generation.finishedAt + chargeLag
        var movements = [
            Transaction(
                createdAt: landed, direction: "CHARGE", type: "MODEL_USAGE",
                amount: generation.marker.bookedNanos.map { Charge(nanos: $0) } ?? charge,
                model: generation.model, referenceID: generation.id)
        ]
        if let refund = generation.marker.refundNanos {
            movements.append(
                Transaction(
                    createdAt: landed + .milliseconds(1), direction: "TOPUP", type: "REFUND",
                    amount: Charge(nanos: refund), model: generation.model,
                    referenceID: generation.id))
        }
        return movements
    }

    /// The log up to now, newest first: what has finished, and what was turned down.
    func logRows(at now: Instant) -> [LogRow] {
        attempts.reversed().compactMap { LogRow(attempt: $0, at: now) }
    }
}
