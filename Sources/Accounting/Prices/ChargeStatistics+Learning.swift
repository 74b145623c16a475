/// What charges say about a price.
///
/// A charge above its reservation has two causes: the price is higher, or the video is longer than was
/// read. Only the first says anything of the next request.
extension ChargeStatistics {
    /// A charge above so many times the price does not raise it: the length or the charge is then more
    /// likely wrong than the price.
    package static let mostRaised = 2

    /// What to reserve for one unit instead of a price, where charges keep exceeding it: the most
    /// that was seen twice. One charge above the price may be a slip of the provider's.
    ///
    /// - Parameter since: from when on the price is in force; what was reserved before says nothing
    ///   of it.
    package func learned(insteadOf price: USD, since: Instant) -> USD? {
        evidence(against: price, since: since).map(\.perUnit).dropFirst().first
    }

    /// The charges that suggest a higher price, the highest first.
    package func evidence(against price: USD, since: Instant) -> [Memory] {
        let possible = recent.filter { memory in
            memory.reservedAt >= since && memory.perUnit > price
                && !ChargeStatistics.isImplausible(memory.perUnit, for: price)
        }
        return possible.filter { memory in
            !memory.isOfAnotherLength(at: price)
                // Videos of different lengths that are charged at one price are charged at that price.
                || possible.contains {
                    $0.seconds != memory.seconds && $0.perUnit == memory.perUnit
                }
        }
        .sorted { $0.perUnit > $1.perUnit }
    }

    /// Whether one unit was charged so much more than its price that nothing is learned from it.
    package static func isImplausible(_ perUnit: USD, for price: USD) -> Bool {
        Int128(perUnit.nanos) > Int128(price.nanos) * Int128(mostRaised)
    }

    /// The last charges of several experiences as one: those of a model's other names.
    ///
    /// - Precondition: there is at least one.
    package static func merged(_ experiences: [ChargeStatistics]) -> ChargeStatistics {
        precondition(!experiences.isEmpty, "nothing to merge")
        if experiences.count == 1 { return experiences[0] }
        let recent = experiences.flatMap(\.recent).sorted {
            ($0.reservedAt, $0.id) < ($1.reservedAt, $1.id)
        }
        return ChargeStatistics(
            key: experiences[0].key, count: experiences.reduce(0) { $0 + $1.count },
            estimated: experiences.reduce(.zero) { $0 + $1.estimated },
            charged: experiences.reduce(.zero) { $0 + $1.charged },
            recent: Array(recent.suffix(mostRemembered)))
    }
}

extension ChargeStatistics.Memory {
    /// What charges are rounded to by the provider.
    private static let tolerance = USD(nanos: 1000)

    /// Whether the whole charge is what the price comes to for a longer video, to the second.
    fileprivate func isOfAnotherLength(at price: USD) -> Bool {
        guard let charged, let seconds, price > .zero else { return false }
        let whole = (charged.nanos + price.nanos / 2) / price.nanos
        guard whole > seconds, let due = price.multiplied(by: Int(whole)) else { return false }
        return (charged - due).magnitude <= ChargeStatistics.Memory.tolerance
    }
}
