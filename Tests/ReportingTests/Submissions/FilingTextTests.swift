import Accounting
import Reporting
import Testing

@Suite struct FilingTextTests {
    private static func refiled(
        _ project: Name?, _ labels: [Label], _ state: SubmissionState, charged: String? = nil
    ) -> RefiledSubmission {
        let before = Sample.submission(
            state, charge: charged.map { Charge(usd: Sample.usd($0), source: .body) })
        var change = FilingChange()
        change.project = project.map { .named($0) } ?? .removed
        change.labels = labels
        let refiling = Refiling(change, of: before, reason: "r", corrections: .nothing)
        return RefiledSubmission(
            before: before, after: refiling.flatMap(before.refiled) ?? before)
    }

    private static let moved = refiled("a\u{1B}b", [], .settled, charged: "3.1449605")
    private static let open = refiled(
        nil, [Label(key: "scene", value: "13"), Label(key: "client", value: "x")], .accepted)
    private static let same = refiled("trailer", [Label(key: "scene", value: "12")], .voided)

    @Test func eachPartThatDiffersIsShown() {
        let id = Sample.id.description
        #expect(
            FilingText.list([Self.moved, Self.open, Self.same]) == #"""
                \#(id)  project trailer → a\u{1B}b
                \#(id)  project trailer → (none), label client (none) → x, label scene 12 → 13
                \#(id)  filed so already

                """#)
    }

    @Test(arguments: [
        ([moved], "Filed 1 submission elsewhere, with $3.1449605 charged."),
        (
            [moved, open, same],
            "Filed 2 submissions elsewhere, with $3.1449605 charged and $6.552 reserved; 1 was filed"
                + " so already."
        ),
        ([same], "Nothing was changed: it is filed so already."),
        ([same, same], "Nothing was changed: they are filed so already."),
    ])
    func theSummarySaysWhatMoved(submissions: [RefiledSubmission], words: String) {
        #expect(FilingText.summary(submissions) == words)
    }
}
