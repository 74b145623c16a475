extension Reconciliation {
    /// The difference that a charge makes which no submission of the ledger claims; nil where nothing
    /// was charged, or all of it given back.
    ///
    /// - Parameters:
    ///   - day: the one it belongs to.
    ///   - lost: submissions whose answer was lost. A charge that may be one of theirs is not to be
    ///     imported: it would count twice.
    package func ungoverned(
        _ books: ReconciledGeneration, day: Day, lost: [LostSubmission]
    ) -> Difference? {
        guard let sum = books.billed, sum.charges > 0, sum.net != .zero, let at = books.at else {
            return nil
        }
        let suspect = UnclaimedCharge(books).flatMap { charge in lost.first { $0.mayBe(charge) } }
        let origin = books.logged?.origin.map { " (from the \($0))" } ?? ""
        var message = "the ledger does not have it\(origin)"
        if sum.charges > 1 { message += "; the bill has \(sum.charges) charges of it" }
        if sum.refunded > .zero { message += "; \(sum.refunded.display) was refunded" }
        if let suspect {
            message +=
                "; it may be submission \(suspect.id), whose answer was lost, and is not imported"
                + " while that is open"
        }
        return Difference(
            kind: .ungoverned, submissionID: suspect?.id, generationID: books.id,
            model: books.model, day: day, ledger: nil, billed: sum.net,
            logged: books.logged?.cost?.usd, at: at,
            remedy: sum.net < .zero || suspect != nil ? .person : .import, message: message)
    }

    /// The difference that a charge makes of which the bill does not say what it is for. It cannot be
    /// imported: the next import could not recognise it.
    package func nameless(_ line: BillLine, day: Day) -> Difference {
        Difference(
            kind: .ungoverned, submissionID: nil, generationID: nil, model: line.model ?? "unknown",
            day: day, ledger: nil, billed: line.amount, logged: nil, at: line.createdAt,
            remedy: .person,
            message: "the bill has \(line.amount.display) and names no generation for it")
    }
}
