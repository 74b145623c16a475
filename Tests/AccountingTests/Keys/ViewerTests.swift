import Accounting
import Testing

@Suite("What a key may see") struct ViewerTests {
    private static let spring = Viewer(key: "ci", project: "spring")
    private static let free = Viewer(key: "ci", project: nil)
    private static let admin = Viewer(key: "root", project: "spring", isAdmin: true)

    private static let id = SubmissionID("019aa3c2-7f3e-7c1a-9b1e-0123456789ab")!

    private func submission(_ project: Name?, _ key: Name?, refusal: Refusal? = nil) throws
        -> Submission
    {
        let proposal = Proposal(
            id: ViewerTests.id,
            subject: Subject(
                model: "m", mode: nil, orientation: nil, project: project, key: key),
            estimate: .unpriced(length: nil))
        return try #require(
            Submission(
                proposal, event: refusal.map(SubmissionEvent.refused) ?? .reserved,
                day: Day(ordinal: 20_000), at: Instant(seconds: 1_700_000_000)))
    }

    private static let refusal = Refusal(
        reason: .budgetExhausted, message: "budget 'whole' has $1 left",
        obstacles: [
            Refusal.Obstacle(
                budget: "whole", limit: .submissions(5), overrides: .zero, holding: .nothing,
                requested: .zero, available: nil, resetsAt: nil)
        ], fits: [Refusal.Fit(mode: .std, seconds: 3)])

    @Test(
        arguments: [
            (ViewerTests.spring, "spring", "other", true), (spring, "autumn", "ci", false),
            (spring, nil, nil, false), (free, "autumn", "ci", true), (free, nil, "other", false),
            (free, nil, nil, false), (admin, "autumn", "other", true),
            (.everything, nil, nil, true),
        ] as [(Viewer, Name?, Name?, Bool)])
    func whichSubmissions(viewer: Viewer, project: Name?, key: Name?, isShown: Bool) throws {
        #expect(viewer.accounts(for: try submission(project, key)) == isShown)
    }

    @Test(
        arguments: [
            (ViewerTests.spring, Scope(project: "spring"), true),
            (spring, Scope(project: "autumn"), false), (spring, Scope(), false),
            (spring, Scope(key: "ci"), true), (spring, Scope(key: "other"), false),
            (spring, Scope(project: "spring", key: "other"), false),
            (free, Scope(), false), (free, Scope(key: "ci"), true), (admin, Scope(), true),
        ] as [(Viewer, Scope, Bool)])
    func whichBudgets(viewer: Viewer, scope: Scope, isShown: Bool) {
        #expect(viewer.maySee(scope) == isShown)
    }

    @Test func whatRefusedTheOrderOfAnotherIsTakenOut() throws {
        let others = try submission("spring", "other", refusal: ViewerTests.refusal)
        let shown = ViewerTests.spring.shown(others)
        #expect(shown.refusal?.reason == .budgetExhausted)
        #expect(shown.refusal?.message.contains("whole") == false)
        #expect(shown.refusal?.obstacles.isEmpty == true && shown.refusal?.fits.isEmpty == true)
        #expect(!ViewerTests.spring.isShown(.refused, of: others))
        let own = try submission("spring", "ci", refusal: ViewerTests.refusal)
        #expect(ViewerTests.spring.shown(own) == own)
        #expect(ViewerTests.admin.shown(others) == others)
    }

    @Test func whichAlerts() throws {
        func alert(_ budget: Name?, of id: SubmissionID?) -> Alert {
            Alert(
                id: "a", event: .refused, severity: .warning, message: "", budget: budget,
                submissionID: id)
        }
        let own = try submission("spring", "ci")
        let others = try submission("autumn", "other")
        let refused = try submission("spring", "other", refusal: ViewerTests.refusal)
        for (budget, submission, isShown) in [
            ("b", own, true), ("b", nil, true), (nil, own, true), ("whole", own, false),
            ("whole", nil, false), ("b", others, false), (nil, others, false), (nil, nil, false),
            ("b", refused, false),
        ] as [(Name?, Submission?, Bool)] {
            let alert = alert(budget, of: submission?.id)
            let words: Comment =
                "\(budget?.text ?? "-") \(submission?.subject.project?.text ?? "-")"
            #expect(
                ViewerTests.spring.isShown(alert, of: submission, budgets: ["b"]) == isShown, words)
            #expect(ViewerTests.admin.isShown(alert, of: submission, budgets: []), words)
        }
        // Its submission is not there any more.
        #expect(
            !ViewerTests.spring.isShown(
                alert("b", of: ViewerTests.id), of: nil, budgets: ["b"]))
    }

    @Test(
        arguments: [
            (ViewerTests.spring, nil, "spring"), (spring, "spring", "spring"), (admin, nil, nil),
            (admin, "autumn", "autumn"),
        ] as [(Viewer, Name?, Name?)])
    func whichProjectIsReported(viewer: Viewer, asked: Name?, project: Name?) throws {
        #expect(try viewer.project(asking: asked) == project)
    }

    @Test(
        arguments: [(ViewerTests.spring, "autumn"), (free, nil), (free, "spring")]
            as [(Viewer, Name?)])
    func theProjectOfOthersIsNot(viewer: Viewer, asked: Name?) {
        #expect(throws: ForbiddenAccounts.self) { try viewer.project(asking: asked) }
    }
}
