import Accounting
import Testing

@Suite struct FilingChangeTests {
    private static func filing(_ project: Name?, _ labels: (Name, String)...) -> Filing {
        Filing(project: project, labels: labels.map { Label(key: $0.0, value: $0.1) })
    }

    private static func change(
        _ project: FilingChange.Project = .unchanged, _ labels: [(Name, String)] = [],
        without removed: [Name] = []
    ) -> FilingChange {
        var change = FilingChange()
        change.project = project
        change.labels = labels.map { Label(key: $0.0, value: $0.1) }
        change.removedLabels = removed
        return change
    }

    private static let before = filing("a", ("scene", "12"), ("take", "3"))

    @Test(
        arguments: [
            (change(), before),
            (change(.named("a")), before),
            (change(.named("b")), filing("b", ("scene", "12"), ("take", "3"))),
            (change(.removed), filing(nil, ("scene", "12"), ("take", "3"))),
            (change(.unchanged, [("scene", "13")]), filing("a", ("scene", "13"), ("take", "3"))),
            (
                change(.unchanged, [("client", "x")]),
                filing("a", ("client", "x"), ("scene", "12"), ("take", "3"))
            ),
            (change(without: ["take"]), filing("a", ("scene", "12"))),
            (change(without: ["none"]), before),
            (
                change(.removed, [("scene", "")], without: ["take", "scene"]),
                filing(nil, ("scene", ""))
            ),
        ] as [(FilingChange, Filing)])
    func whatIsNotSaidStaysAsItIs(change: FilingChange, after: Filing) {
        #expect(change.applied(to: FilingChangeTests.before) == after)
    }

    /// Swift calls two texts equal that look the same.
    @Test func labelsAreComparedByteForByte() {
        let composed = FilingChangeTests.filing("a", ("name", "caf\u{E9}"))
        let change = FilingChangeTests.change(.unchanged, [("name", "cafe\u{301}")])
        #expect(change.applied(to: composed) != composed)
    }

    @Test func theOrderOfLabelsAndRepetitionsSayNothing() {
        let filing = FilingChangeTests.filing("a", ("take", "1"), ("scene", "12"), ("take", "3"))
        #expect(filing == FilingChangeTests.before)
        #expect(filing.labels.map(\.key) == ["scene", "take"])
    }

    @Test(
        arguments: [
            (change(.named("spring"), [("k", "")]), nil),
            (change(.named("")), "the project is empty"),
            (change(.named("a\0")), "the project holds U+0000"),
            (change(.unchanged, [("", "x")]), "the key of a label is empty"),
            (change(.unchanged, [("k", "a\u{202E}b")]), "the value of the label 'k' holds U+202E"),
            (
                change(.unchanged, [("k", String(repeating: "x", count: 1001))]),
                "the value of the label 'k' has 1001 bytes"
            ),
        ] as [(FilingChange, String?)])
    func whatCouldNotBeShownIsNotTaken(change: FilingChange, flaw: String?) {
        #expect((change.flaw == nil) == (flaw == nil))
        if let flaw { #expect(change.flaw?.hasPrefix(flaw) == true, "\(change.flaw ?? "")") }
    }

    @Test func aSubmissionThatIsNotWhatTheEntrySaysIsNotRefiled() throws {
        let proposal = Proposal(
            id: try #require(SubmissionID("019aa3c2-7f3e-7c1a-9b1e-0123456789ab")),
            subject: Subject(model: "m", mode: .pro, orientation: .video, project: "a"),
            labels: [Label(key: "scene", value: "12")],
            estimate: Estimate(
                usd: USD(nanos: 5), seconds: nil, secondsSource: nil, unitPrice: nil,
                pricePer: nil, priceSource: nil))
        let start = Instant(seconds: 1_700_000_000)
        let submission = try #require(
            Submission(proposal, event: .reserved, day: Day(ordinal: 20_000), at: start))
        let change = FilingChangeTests.change(.named("b"))
        let refiling = try #require(
            Refiling(change, of: submission, reason: "r", corrections: .nothing))
        #expect(refiling.reserved == USD(nanos: 5) && refiling.charged == .zero)
        let after = try #require(submission.refiled(refiling))
        #expect(after.subject.project == "b" && after.subject.mode == .pro)
        #expect(after.proposal.labels == proposal.labels && after.day == submission.day)
        // It is not filed under `a` any more, and then it holds no money.
        #expect(after.refiled(refiling) == nil)
        let ended = try #require(
            submission.applying(.voided(Fault(name: "f", message: "")), at: start))
        #expect(ended.refiled(refiling) == nil)
        #expect(Refiling(change, of: after, reason: "r", corrections: .nothing) == nil)
    }
}
