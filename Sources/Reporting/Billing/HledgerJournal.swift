package import Accounting

/// Charges and reservations as a journal of plain-text accounting, for hledger, ledger and, converted,
/// beancount.
///
/// What is charged is a cleared transaction and an expense. What is reserved is a pending one, and no
/// expense: the money is moved to another asset. A correction is a transaction of its own.
package struct HledgerJournal: BillingFormatter {
    private let scope: BillingScope
    private var text: String
    private var declared: Set<String> = []
    private var hasAdjustments = false

    package init(of scope: BillingScope) {
        self.scope = scope
        text = HledgerJournal.head(scope)
        declare(JournalAccount.balance)
    }

    package var isFull: Bool { text.utf8.count >= 65_536 }

    package mutating func take() -> String {
        defer { text = "" }
        return text
    }

    package mutating func add(_ submission: BilledSubmission) {
        if let first = submission.firstCharge {
            let account = JournalAccount.charged(submission.subject)
            add("*", words(submission), submission, nil, account, first)
            for correction in submission.corrections {
                add("*", "correction", submission, correction, account, correction.amount)
            }
        } else if let reserved = submission.openReservation {
            add(
                "!", "reserved, " + words(submission), submission, nil,
                JournalAccount.reserved(submission.subject),
                .init(usd: reserved, credits: reserved.credits))
        }
    }

    /// On the last day of the month that is billed: the books of the closed one stay as they are.
    package mutating func add(_ change: LateChange, in month: Month) {
        if !hasAdjustments { text += HledgerJournal.adjustmentsHead }
        hasAdjustments = true
        let submission = change.submission
        if change.refiling != nil {
            let charged = JournalAccount.charged(submission.subject)
            let reserved = JournalAccount.reserved(submission.subject)
            move(\.usd, in: charged, "*", "edit", change, on: month.last)
            move(\.reserved, in: reserved, "!", "reserved, edit", change, on: month.last)
            return
        }
        if let correction = change.correction {
            add(
                "*", "adjustment of \(change.month)", submission, correction,
                JournalAccount.charged(submission.subject), correction.amount, on: month.last)
        }
        let reserved = change.amount.reserved
        if reserved != .zero {
            add(
                "!", "reservation of \(change.month)", submission, nil,
                JournalAccount.reserved(submission.subject),
                .init(usd: reserved, credits: reserved.credits), on: month.last)
        }
    }

    private mutating func add(
        _ mark: String, _ words: String, _ submission: BilledSubmission,
        _ correction: BilledSubmission.Correction?, _ account: String,
        _ amount: BilledSubmission.Amount, on day: Day? = nil
    ) {
        declare(account)
        text += "\n\(day ?? submission.billingDay(of: correction)) \(mark) (\(submission.id))"
        text += " AI/ML API | \(words)\n"
        for (name, value) in tags(of: submission, correction, amount) {
            text += JournalTag.line(name, value)
        }
        if day != nil { text += JournalTag.line("day", "\(submission.day)") }
        text += "    \(account)  \(amount.usd) USD\n"
        text += "    \(JournalAccount.balance)  \(-amount.usd) USD\n"
    }

    /// What an edit moved, from one posting of an account to another: the tags of each are the filing that it
    /// counts under, so that no balance changes, and the sums of a project or of a label do.
    private mutating func move(
        _ amount: KeyPath<LateChange.Amount, USD>, in account: String, _ mark: String,
        _ words: String, _ change: LateChange, on day: Day
    ) {
        guard change.parts.contains(where: { $0.amount[keyPath: amount] != .zero }) else { return }
        let unfiled = change.submission.filed(under: Filing(project: nil, labels: []))
        let reason = change.reason.map { [("reason", $0)] } ?? []
        declare(account)
        text += "\n\(day) \(mark) (\(unfiled.id)) AI/ML API | \(words) of \(change.month)\n"
        for (name, value) in tags(of: unfiled, nil, .zero) + reason + [
            ("recorded", "\(change.recordedAt)"), ("day", "\(unfiled.day)"),
        ] {
            text += JournalTag.line(name, value)
        }
        for part in change.parts {
            text += "    \(account)  \(part.amount[keyPath: amount]) USD\n"
            for (name, value) in tags(of: part.submission.filing) {
                text += JournalTag.line(name, value)
            }
        }
    }

    private mutating func declare(_ account: String) {
        if declared.insert(account).inserted { text += "\naccount \(account)\n" }
    }

    /// Words of our own alone.
    private func words(_ submission: BilledSubmission) -> String {
        let subject = submission.subject
        let facts = [
            submission.state == .voided ? "failed" : nil, subject.mode?.rawValue,
            subject.orientation?.rawValue, submission.estimate.seconds.map { "\($0) s" },
        ].compactMap(\.self)
        return facts.isEmpty ? "video" : facts.joined(separator: ", ")
    }

    private func tags(
        of submission: BilledSubmission, _ correction: BilledSubmission.Correction?,
        _ amount: BilledSubmission.Amount
    ) -> [(String, String)] {
        let subject = submission.subject
        let facts: [(String, String?)] = [
            ("submission", submission.id.description), ("model", subject.model.text),
            ("project", subject.project?.text),
            ("key", subject.key?.text), ("state", submission.state.rawValue),
            ("generation", submission.generationID), ("credits", "\(amount.credits)"),
            ("provisional", submission.charge?.isProvisional == true ? "true" : nil),
            ("source", correction?.source.rawValue), ("reason", correction?.reason),
            ("recorded", correction?.recordedAt.description),
        ]
        return facts.compactMap { name, value in value.map { (name, $0) } }
            + tags(of: submission.labels)
    }

    private func tags(of filing: Filing) -> [(String, String)] {
        (filing.project.map { [("project", $0.text)] } ?? []) + tags(of: filing.labels)
    }

    private func tags(of labels: [Label]) -> [(String, String)] {
        labels.map { (JournalTag.label($0.key.text), $0.value) }
    }
}

extension HledgerJournal {
    private static let adjustmentsHead = """

        ; Adjustments of closed months, dated on the last day of this one; the tag day has the submission's.

        """

    private static func head(_ scope: BillingScope) -> String {
        let span = scope.span
        let days =
            "\(span.firstDay.map { "\($0)" } ?? "the beginning") to"
            + " \(span.lastDay.map { "\($0)" } ?? "the end"), days of \(span.timeZone)"
        let filters = scope.filters.phrase.map { ", only \($0)" } ?? ""
        return """
            ; Video generation: what the AI/ML API charged, and what is reserved.
            ; \(JournalTag.safe(days + filters))
            ; Ledger \(scope.ledgerID) at \(scope.ledgerHead)
            ; * is charged. ! is pending: reserved for a submission that has not ended or whose cost is
            ;   not known, moved to Assets:AIML-API:Reserved, and no expense.
            ; A date is the day of the submission, also of a correction, which says when it was recorded.
            ; In tags % and two hexadecimal digits stand for a byte; in the name of a label _ and two.

            commodity USD
                format 1000.000000000 USD

            commodity CREDITS

            P \(span.firstDay ?? Day(ordinal: 0)) CREDITS 0.0000005 USD

            """
    }
}
