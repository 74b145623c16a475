// Where the submissions of late changes were filed: an edit of the filing adds nothing to the accounts, and
// moves what is there.

extension LateChange {
    /// What one filing gets of a change; below zero where something leaves it.
    package struct Part: Sendable {
        /// The submission, filed so.
        package let submission: BilledSubmission
        package let amount: Amount
    }

    /// What it adds to each filing. Of an edit these are two that sum to zero: the filing before, and the
    /// one after.
    package var parts: [Part] {
        guard let refiling else { return [Part(submission: submission, amount: amount)] }
        let moved = Amount(
            usd: refiling.charged.usd, credits: refiling.charged.credits,
            reserved: refiling.reserved)
        return [
            Part(submission: submission.filed(under: refiling.from), amount: .zero - moved),
            Part(submission: submission.filed(under: refiling.to), amount: moved),
        ]
    }

    /// What it adds to accounts that count some submissions alone; nil where they have nothing to do with it.
    ///
    /// An edit of the filing that leads into such accounts, or out of them, adds there what it moved, and says
    /// nothing of the other side: that may be somebody else's.
    package func within(_ counts: (Subject) -> Bool) -> LateChange? {
        let inside = parts.filter { counts($0.submission.subject) }
        guard let part = inside.first else { return nil }
        if refiling == nil || inside.count == 2 { return self }
        return LateChange(
            part.submission, kind: kind, amount: part.amount, source: source, reason: reason,
            recordedAt: recordedAt)
    }

    fileprivate func filed(under filing: Filing) -> LateChange {
        LateChange(
            submission.filed(under: filing), kind: kind, amount: amount, source: source,
            reason: reason, refiling: refiling, recordedAt: recordedAt)
    }
}

extension [LateChange] {
    /// Each with the filing that its submission had by then, of changes whose submissions are filed as at
    /// the end.
    ///
    /// They have to be all that came to their submissions since the first of them, in the order of the
    /// journal: what an edit says that the filing was holds for every change before it.
    package var filedAsByThen: [LateChange] {
        var filings: [SubmissionID: Filing] = [:]
        var changes: [LateChange] = []
        for change in reversed() {
            let id = change.submission.id
            changes.append(filings[id].map(change.filed) ?? change)
            if let refiling = change.refiling { filings[id] = refiling.from }
        }
        return changes.reversed()
    }
}

extension BilledSubmission {
    package var filing: Filing { Filing(project: subject.project, labels: labels) }

    /// The same, filed elsewhere.
    package func filed(under filing: Filing) -> BilledSubmission {
        BilledSubmission(
            id: id, subject: subject.with(project: filing.project), labels: filing.labels, day: day,
            state: state, generationID: generationID, estimate: estimate, charge: charge,
            corrections: corrections)
    }
}
