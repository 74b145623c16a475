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

    @Test func anotherProjectIsForbidden() {
        let error = #expect(throws: GatewayError.self) {
            try CallerTests.spring.project(asking: "autumn")
        }
        #expect(error?.status == 403)
    }
}
