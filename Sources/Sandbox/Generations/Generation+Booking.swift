import Accounting

extension Generation {
    /// What the transactions will say of it: its charge and what follows, oldest first.
    ///
    /// Nothing for one that fails uncharged, or that a marker keeps out of the books.
    func transactions(chargeLag: Duration) -> [Transaction] {
        guard let charge else { return [] }
        let landing = finishedAt + (marker.bookingLag ?? chargeLag)
        let booked = bookedCharge(charge)
        var transactions = (0..<marker.bookings).map { time in
            Transaction(
                createdAt: landing + .milliseconds(time), direction: .charge, type: .modelUsage,
                amount: booked, model: model, referenceID: id)
        }
        if let refund = marker.refund {
            transactions.append(
                Transaction(
                    createdAt: landing
                        + (marker.refundLag ?? .milliseconds(max(1, marker.bookings))),
                    direction: .topUp, type: .refund,
                    amount: refund.charge(of: booked), model: model, referenceID: id))
        }
        return transactions
    }

    private func bookedCharge(_ charge: Charge) -> Charge {
        let base = marker.bookedNanos.map { Charge(nanos: $0) } ?? charge
        let booked =
            marker.bookedCreditsOff == 0 ? base : base.off(byCredits: marker.bookedCreditsOff)
        return booked.printed(usd: marker.billedUSD, credits: marker.billedCredits)
    }
}

/// What comes back of a charge.
enum Refund: Hashable, Sendable {
    case all
    case nanos(Int64)

    func charge(of booked: Charge) -> Charge {
        switch self {
        case .all: booked
        case .nanos(let nanos): Charge(nanos: nanos)
        }
    }
}

extension Charge {
    /// So many credits more or less, and never below nothing.
    func off(byCredits credits: Int64) -> Charge {
        Charge(nanos: max(0, nanos + credits * Charge.nanosPerCredit))
    }
}
