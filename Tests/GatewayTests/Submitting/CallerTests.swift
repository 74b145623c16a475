import Accounting
import Testing

@testable import Gateway

@Suite("On whose behalf") struct CallerTests {
    private static let spring = Caller(name: "ci", project: "spring", isAdmin: false)
    private static let free = Caller(name: "ci", project: nil, isAdmin: false)

    @Test(
        arguments: [
            (CallerTests.spring, nil, "spring"), (spring, "spring", "spring"),
            (free, "other", "other"),
            (free, nil, nil), (.keyless, "other", "other"),
        ] as [(Caller, Name?, Name?)])
    func aKeySubmitsForItsProject(caller: Caller, asked: Name?, project: Name?) throws {
        #expect(try caller.project(asking: asked) == project)
    }

    @Test(
        arguments: [
            (CallerTests.spring, "spring", "other", true), (spring, "autumn", "other", false),
            // What it submitted, and a person has filed elsewhere since.
            (spring, "autumn", "ci", true), (spring, nil, nil, false),
            (free, "autumn", "ci", true), (free, nil, "other", false), (free, nil, nil, false),
            (.keyless, nil, "ci", true),
        ] as [(Caller, Name?, Name?, Bool)])
    func aKeySeesWhatItSubmittedAndItsProject(
        caller: Caller, project: Name?, key: Name?, mayI: Bool
    ) throws {
        let proposal = Proposal(
            id: try #require(SubmissionID("019aa3c2-7f3e-7c1a-9b1e-0123456789ab")),
            subject: Subject(
                model: "m", mode: nil, orientation: nil, project: project, key: key),
            estimate: Estimate(
                usd: .zero, seconds: nil, secondsSource: nil, unitPrice: nil, pricePer: nil,
                priceSource: nil))
        let submission = try #require(
            Submission(
                proposal, event: .reserved, day: Day(ordinal: 20_000),
                at: Instant(seconds: 1_700_000_000)))
        #expect(caller.maySee(submission) == mayI)
    }

    @Test func anotherProjectIsForbidden() {
        let error = #expect(throws: GatewayError.self) {
            try CallerTests.spring.project(asking: "autumn")
        }
        #expect(error?.status == 403)
    }
}
