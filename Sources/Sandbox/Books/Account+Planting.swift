import Accounting

extension Account {
    /// Puts a difference into the books.
    ///
    /// - Parameter chance: draws the ids that the entry does not name.
    /// - Returns: the generation that it is about, if any.
    /// - Throws: a 400 when there is no such generation.
    mutating func plant(
        _ entry: PlantedEntry, at now: Instant, chance: inout SplitMix64
    ) throws(Rejection) -> String? {
        let moment = entry.moment(at: now)
        let usd = Charge(nanos: entry.usd ?? 0)
        switch entry.kind {
        case .charge:
            let id = entry.generationID ?? GenerationIDForm.uuid(chance: &chance)
            book([stranger(entry, id: id, at: moment)])
            guard entry.isLogged else { return id }
            log(entry, id: id, cost: usd, at: moment, chance: &chance)
            return id
        case .request:
            let id = GenerationIDForm.uuid(chance: &chance)
            log(entry, id: id, cost: nil, at: moment, chance: &chance)
            return id
        case .topUp: book([movement(.topUp, .payment, usd, at: moment)])
        case .bonus: book([movement(.topUp, .bonus, usd, at: moment)])
        case .expired: book([movement(.charge, .creditsExpired, usd, at: moment)])
        case .adjustment: book([movement(entry.direction, .adjustment, usd, at: moment)])
        case .missing, .double, .off, .late, .refund:
            let id = try generationID(for: entry)
            try rebook(id) { booked throws(Rejection) in
                guard booked.contains(where: { $0.type == .modelUsage }) else {
                    throw .badRequest("The generation '\(id)' has no charge in the books.")
                }
                return entry.change(booked, at: now)
            }
            return id
        }
        return nil
    }

    private func generationID(for entry: PlantedEntry) throws(Rejection) -> String {
        if let id = entry.generationID { return id }
        let attempt = attempts.last { attempt in
            attempt.generation != nil
                && (entry.clientRequestID == nil
                    || attempt.clientRequestID == entry.clientRequestID)
        }
        guard let id = attempt?.generation?.id else {
            throw .badRequest("There is no such generation.")
        }
        return id
    }

    private func stranger(_ entry: PlantedEntry, id: String, at moment: Instant) -> Transaction {
        Transaction(
            createdAt: moment, direction: .charge, type: .modelUsage,
            amount: Charge(nanos: entry.usd ?? 0), model: entry.model ?? Catalogue.models[0].id,
            referenceID: id, isOfThisKey: false)
    }

    private mutating func log(
        _ entry: PlantedEntry, id: String, cost: Charge?, at moment: Instant,
        chance: inout SplitMix64
    ) {
        let row = LogRow(
            created: moment, status: cost == nil ? "failed" : "succeeded", origin: entry.origin,
            model: entry.model ?? Catalogue.models[0].id, cost: cost ?? Charge(nanos: 0),
            requestID: GenerationIDForm.uuid(chance: &chance), inferenceID: id,
            clientRequestID: entry.clientRequestID)
        record(LogBook.Entry(row: row, listedAt: moment, decidedAt: moment))
    }

    private func movement(
        _ direction: Transaction.Direction, _ type: Transaction.Kind, _ amount: Charge,
        at moment: Instant
    ) -> Transaction {
        Transaction(
            createdAt: moment, direction: direction, type: type, amount: amount, model: nil,
            referenceID: nil)
    }
}

extension PlantedEntry {
    /// What the transactions of a generation become, oldest first. There is a charge among them.
    fileprivate func change(_ booked: [Transaction], at now: Instant) -> [Transaction] {
        let charges = booked.filter { $0.type == .modelUsage }
        switch kind {
        case .missing: return booked.filter { $0.type != .modelUsage }
        case .double:
            var again = charges[0]
            again.createdAt = max(now, again.createdAt + .milliseconds(1))
            return booked + [again]
        case .off:
            return booked.map { changed($0) { $0.amount = $0.amount.off(byCredits: credits) } }
        case .late:
            return booked.map { changed($0) { $0.createdAt = $0.createdAt + (seconds ?? .zero) } }
        default:
            let last = booked.map(\.createdAt).max() ?? now
            let refund = usd.map(Refund.nanos) ?? .all
            return booked + [
                Transaction(
                    createdAt: max(moment(at: now), last + .milliseconds(1)), direction: .topUp,
                    type: .refund, amount: refund.charge(of: charges[0].amount),
                    model: charges[0].model, referenceID: charges[0].referenceID,
                    isOfThisKey: charges[0].isOfThisKey)
            ]
        }
    }

    private func changed(_ booked: Transaction, _ change: (inout Transaction) -> Void)
        -> Transaction
    {
        guard booked.type == .modelUsage else { return booked }
        var booked = booked
        change(&booked)
        return booked
    }
}
