import Accounting
import LedgerStore
import LosslessJSON
import TestSupport
import Testing

/// Requests that show a key of the gateway, and some that do not.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct KeysTests {
    private static let books = "/v2/billing"

    private func bearer(
        _ gateway: RunningGateway, _ name: Name, project: Name? = nil, isAdmin: Bool = false
    ) async throws -> [String: String] {
        let grant = KeyGrant(name: name, project: project, isAdmin: isAdmin, expiresAt: nil)
        let token = try await gateway.ledger.createKey(grant, at: gateway.clock.now).token
        return ["Authorization": "Bearer \(token.text)"]
    }

    @Test func theEndOfTheLastKeyOpensNothing() async throws {
        try await RunningGateway.run { gateway in
            #expect(await gateway.get("/v1/models").status == 200)
            let key = try await bearer(gateway, "ci", project: "spring")
            #expect(await gateway.get("/v1/models").status == 401)
            #expect(await gateway.get("/v1/models", key).status == 200)
            try await gateway.ledger.revokeKey("ci", at: gateway.clock.now)
            #expect(await gateway.get("/v1/models", key).status == 401)
            #expect(await gateway.get("/v1/models").status == 401)
        }
    }

    @Test func theAccountIsForAdministrators() async throws {
        try await RunningGateway.run { gateway in
            let plain = try await bearer(gateway, "plain")
            let admin = try await bearer(gateway, "root", isAdmin: true)
            #expect(await gateway.get(KeysTests.books, plain).status == 403)
            #expect(await gateway.get(KeysTests.books, admin).status == 200)
        }
    }

    @Test func whatAKeySubmitsIsItsOwn() async throws {
        try await RunningGateway.run { gateway in
            let one = try await bearer(gateway, "one", project: "spring")
            let other = try await bearer(gateway, "other")
            let id = await gateway.post(RunningGateway.body(), one).json["id"]?.string ?? ""
            let target = "\(RunningGateway.path)?generation_id=\(id)"
            #expect(await gateway.get(target, one).status == 200)
            #expect(await gateway.get(target, other).status == 404)
            let submission = try #require(try gateway.ledger.submission(generationID: id))
            #expect(submission.subject.key == "one" && submission.subject.project == "spring")
            let foreign = await gateway.post(
                RunningGateway.body(), one.merging(["x-bursar-project": "autumn"]) { $1 })
            #expect(foreign.status == 403)
        }
    }

    /// The program that submitted it polls on, and asks for its own.
    @Test func whatIsFiledElsewhereIsStillSeenByItsKey() async throws {
        try await RunningGateway.run { gateway in
            let one = try await bearer(gateway, "one", project: "spring")
            let same = try await bearer(gateway, "same", project: "spring")
            let other = try await bearer(gateway, "other", project: "autumn")
            let id = await gateway.post(RunningGateway.body(), one).json["id"]?.string ?? ""
            let target = "\(RunningGateway.path)?generation_id=\(id)"
            #expect(await gateway.get(target, same).status == 200)
            #expect(await gateway.get(target, other).status == 404)
            let submission = try #require(try gateway.ledger.submission(generationID: id))
            var change = FilingChange()
            change.project = .named("autumn")
            _ = try await gateway.ledger.refile(
                [submission.id], change, reason: "mistyped", at: gateway.clock.now)
            #expect(await gateway.get(target, one).status == 200)
            #expect(await gateway.get(target, same).status == 404)
            #expect(await gateway.get(target, other).status == 200)
        }
    }

    /// Its id is known to the provider before it is recorded here.
    @Test func aGenerationThatMayBeAnOrdersIsNotAdopted() async throws {
        try await RunningGateway.run { gateway in
            let one = try await bearer(gateway, "one")
            let other = try await bearer(gateway, "other")
            let body = RunningGateway.body("[sandbox submit=504]")
            #expect(await gateway.post(body, one).status == 504)
            let made = await gateway.sandbox.generationIDs()
            let target = "\(RunningGateway.path)?generation_id=\(try #require(made.first))"
            #expect(await gateway.get(target, other).status == 404)
            #expect(await gateway.get(target, one).status == 404)
            let all = try await gateway.ledger.submissions(matching: SubmissionFilter())
            #expect(all.map(\.state) == [.unknown])
        }
    }
}
