import Accounting

/// What generations hold of the balance until the transactions say it.
///
/// A running one holds its price; one that has ended its charge, until that is booked.
struct Holds: Sendable {
    private var holds: [Hold] = []

    private struct Hold: Sendable {
        let generation: Generation
        var until: Instant
    }

    mutating func add(_ generation: Generation, transactions: [Transaction]) {
        holds.append(
            Hold(generation: generation, until: Holds.end(of: generation, transactions)))
    }

    /// What is held now. Those that have ended are removed: time does not run backwards.
    mutating func nanos(at now: Instant) -> Int64 {
        holds.removeAll { $0.until <= now }
        return holds.reduce(0) { sum, hold in
            let generation = hold.generation
            let nanos =
                generation.isFinished(at: now)
                ? generation.charge?.nanos ?? 0 : generation.hold.nanos
            return sum + nanos
        }
    }

    /// The transactions of a generation are now these.
    mutating func update(_ id: String, transactions: [Transaction]) {
        guard let index = holds.firstIndex(where: { $0.generation.id == id }) else { return }
        holds[index].until = Holds.end(of: holds[index].generation, transactions)
    }

    private static func end(of generation: Generation, _ transactions: [Transaction]) -> Instant {
        transactions.map(\.createdAt).min() ?? generation.finishedAt
    }
}
