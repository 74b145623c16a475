package import Accounting
import LosslessJSON
import Text

/// What an edit of a filing changed, for people.
package enum FilingText {
    /// `project spring → autumn, label scene (none) → 12`: each part that differs. As it is, not escaped.
    static func words(from before: Filing, to after: Filing) -> String {
        let keys = Set((before.labels + after.labels).map(\.key)).sorted()
        let parts =
            [("project", before.project, after.project)]
            + keys.map { ("label \($0)", before.value(of: $0), after.value(of: $0)) }
        return parts.filter { $0.1 != $0.2 }
            .map { "\($0) \(shown($1)) → \(shown($2))" }.joined(separator: ", ")
    }

    /// A line for each submission, ending with one newline.
    package static func list(_ submissions: [RefiledSubmission]) -> String {
        submissions.map { submission in
            let words =
                submission.isChanged
                ? words(from: submission.before.filing, to: submission.after.filing)
                : "filed so already"
            return "\(submission.after.id)  \(TerminalText.escaped(words))\n"
        }.joined()
    }

    /// `Filed 2 submissions elsewhere, with $3.276 charged and $4.914 reserved; 1 was filed so already.`
    package static func summary(_ submissions: [RefiledSubmission]) -> String {
        let changed = submissions.filter(\.isChanged).map(\.after)
        let unchanged = submissions.count - changed.count
        guard !changed.isEmpty else {
            return "Nothing was changed: \(unchanged == 1 ? "it is" : "they are") filed so already."
        }
        func sum(_ amounts: [USD]) -> USD {
            amounts.reduce(.zero) { $0.sum(with: $1) ?? .largestSum }
        }
        let charged = sum(changed.compactMap(\.charge?.usd))
        let reserved = sum(changed.map(\.openReservation))
        let amounts = amounts(charged: charged, reserved: reserved)
        let money = amounts.isEmpty ? "" : ", with \(amounts.joined(separator: " and "))"
        let rest =
            unchanged == 0
            ? "" : "; \(unchanged) \(unchanged == 1 ? "was" : "were") filed so already"
        return "Filed \(Count.text(changed.count, "submission")) elsewhere\(money)\(rest)."
    }

    /// `$3.276 charged` and `$4.914 reserved`; what is zero is left out.
    static func amounts(charged: USD, reserved: USD) -> [String] {
        [
            charged == .zero ? nil : "\(charged.display) charged",
            reserved == .zero ? nil : "\(reserved.display) reserved",
        ].compactMap(\.self)
    }

    /// What an edit means for months that are closed; nil where it changed nothing in any.
    ///
    ///     2026-09 is closed: the statement that is closed next lists the edit as an adjustment
    package static func lateness(
        _ submissions: [RefiledSubmission], closed: Set<Month>
    ) -> String? {
        let months = Set(submissions.filter(\.isChanged).map { Month(of: $0.after.day) })
            .intersection(closed).sorted()
        guard !months.isEmpty else { return nil }
        let names = months.map(\.description).joined(separator: ", ")
        let verb = months.count == 1 ? "is" : "are"
        return "\(names) \(verb) closed: the statement that is closed next lists the edit as an"
            + " adjustment"
    }

    private static func shown(_ value: Name?) -> String { value?.text ?? "(none)" }
}

extension JSON {
    /// A project and labels, or `null`.
    static func filing(_ filing: Filing?) -> JSON {
        guard let filing else { return .null }
        return [
            "project": .name(filing.project),
            "labels": SubmissionDocument.labels(filing.labels),
        ]
    }
}
