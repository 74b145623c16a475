import Accounting
import LedgerStore
import LosslessJSON
import Metering
import TestSupport
import Testing

@testable import Gateway

/// POSTs through a running gateway, and what the provider and the ledger have of them.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct SubmittingTests {
    @Test func theAnswerIsTheProvidersAndTheMoneyIsHeld() async throws {
        try await RunningGateway.run { gateway in
            try await gateway.setBudget("all", "20")
            let answer = await gateway.post(
                RunningGateway.body("x", ["mode": "pro"]),
                [
                    "Authorization": "Bearer anything", "x-bursar-project": "spring",
                    "x-bursar-label-scene": "12", "x-bursar-duration-seconds": "8",
                ])
            #expect(answer.status == 200)
            #expect(answer.json["status"]?.string == "queued")
            let submission = try #require(try gateway.ledger.submissions(in: .accepted).first)
            #expect(submission.generationID == answer.json["id"]?.string)
            #expect(answer.header("x-bursar-submission-id") == submission.id.description)
            #expect(answer.header("x-bursar-reserved-usd") == "1.7472")
            #expect(answer.header("x-bursar-available-usd") == "18.2528")
            #expect(submission.subject.project == "spring")
            #expect(submission.subject.mode == .pro)
            #expect(submission.proposal.labels == [Label(key: "scene", value: "12")])
            #expect(await gateway.posts == 1)
        }
    }

    @Test func whatDoesNotFitIsRefusedAndNotSent() async throws {
        try await RunningGateway.run { gateway in
            try await gateway.setBudget("small", "3")
            let answer = await gateway.post()
            #expect(answer.status == 402)
            #expect(answer.header("x-should-retry") == "false")
            let error = answer.json["error"]
            #expect(error?["type"]?.string == "budget_exceeded")
            #expect(error?["code"]?.string == "request_exceeds_budget")
            #expect(error?["metadata"]?["budgets"]?.array?.first?["name"]?.string == "small")
            #expect(await gateway.posts == 0)
        }
    }

    /// A command must not get rid of its own limit.
    @Test func withoutTheRequiredBudgetNothingIsSent() async throws {
        try await RunningGateway.run(gateway: { $0.requiredBudget = "run" }) { gateway in
            try await gateway.setBudget("run", "20")
            #expect(await gateway.post(RunningGateway.body("first")).status == 200)
            try await gateway.ledger.removeBudget(named: "run", at: gateway.clock.now)
            let answer = await gateway.post(RunningGateway.body("second"))
            #expect(answer.status == 402 && answer.header("x-should-retry") == "false")
            #expect(answer.json["error"]?["code"]?.string == "budget_missing")
            #expect(answer.json["error"]?["message"]?.string?.contains("budget 'run'") == true)
            try await gateway.setBudget("run", "20", scope: Scope(key: "another"))
            #expect(await gateway.post(RunningGateway.body("third")).status == 402)
            try await gateway.setBudget("run", "20")
            #expect(await gateway.post(RunningGateway.body("fourth")).status == 200)
            #expect(await gateway.posts == 2)
        }
    }

    @Test func moneyInFlightIsARefusalThatPasses() async throws {
        try await RunningGateway.run { gateway in
            try await gateway.setBudget("all", "5")
            #expect(await gateway.post(RunningGateway.body("first")).status == 200)
            let answer = await gateway.post(RunningGateway.body("second"))
            #expect(answer.status == 429)
            #expect(answer.header("retry-after") == "15")
            #expect(answer.header("x-should-retry") == nil)
            #expect(answer.json["error"]?["code"]?.string == "in_flight_budget_exhausted")
            #expect(await gateway.posts == 1)
        }
    }

    /// The provider takes unknown values in silence: what it makes of them is not known.
    @Test(arguments: [JSON.string("turbo"), .string("PRO"), .number("1"), .null])
    func aModeThatIsNoneCountsAsTheDearest(mode: JSON) async throws {
        try await RunningGateway.run { gateway in
            _ = await gateway.post(RunningGateway.body("x", ["mode": mode]))
            let all = try await gateway.ledger.submissions(matching: SubmissionFilter())
            #expect(all.map(\.estimate.usd.description) == ["6.552"])
            #expect(all.map(\.subject.mode) == [.pro])
        }
    }

    @Test(arguments: [
        ("{", "malformed_request"), ("[]", "malformed_request"), ("{}", "malformed_request"),
        (#"{"model":"a","model":"b"}"#, "malformed_request"),
        (#"{"model":7}"#, "malformed_request"),
        (
            #"{"model":"klingai/video-v3-motion-control","character_orientation":"left"}"#,
            "malformed_request"
        ),
    ])
    func whatCannotBePricedIsMalformed(body: String, code: String) async throws {
        try await RunningGateway.run { gateway in
            let answer = await gateway.post(body)
            #expect(answer.status == 400)
            #expect(answer.json["error"]?["code"]?.string == code)
            #expect(await gateway.posts == 0)
        }
    }

    @Test(arguments: ["400", "401", "403", "404", "429"])
    func aRefusalOfTheProviderIsHandedOn(status: String) async throws {
        try await RunningGateway.run { gateway in
            let answer = await gateway.post(RunningGateway.body("[sandbox submit=\(status)]"))
            #expect(answer.status == Int(status))
            let voided = try gateway.ledger.submissions(in: .voided)
            #expect(voided.count == 1)
        }
    }

    @Test(arguments: ["500", "504", "html", "empty", "no-id", "reset"])
    func withoutAUsableAnswerTheOutcomeIsUnknown(fault: String) async throws {
        try await RunningGateway.run { gateway in
            let body = RunningGateway.body("[sandbox submit=\(fault)]")
            let answer = await gateway.post(body)
            #expect(answer.status == 504)
            #expect(answer.header("x-should-retry") == "false")
            let id = answer.json["error"]?["metadata"]?["submission_id"]?.string
            let unknown = try gateway.ledger.submissions(in: .unknown)
            #expect(unknown.map(\.id.description) == [id])
            // The same again asks after it.
            #expect(await gateway.post(body).status == 504)
            #expect(await gateway.posts == 1)
        }
    }

    /// What a client states is no way round a price that is listed, nor a field that the model does not have.
    @Test(
        arguments: [
            (["duration": .number("60"), "resolution": "8k"], ["x-bursar-max-cost-usd": "0.01"]),
            (["character_orientation": "image"], [:]),
            (["duration": "60s", "character_orientation": "image"], [:]),
            (["duration": " 60"], ["x-bursar-duration-seconds": "1"]),
            ([:], ["x-bursar-duration-seconds": "1"]), ([:], ["x-bursar-max-cost-usd": "0.01"]),
        ] as [([String: JSON], [String: String])])
    func noFieldMakesAnotherModelCheap(fields: [String: JSON], headers: [String: String])
        async throws
    {
        try await RunningGateway.run { gateway in
            _ = try await gateway.gateway.meter.syncPrices(from: gateway.gateway.provider) { _ in }
            let members =
                [
                    JSON.Member("model", "google/veo-3.1-t2v"), JSON.Member("prompt", "A dance."),
                ] + fields.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }
            let answer = await gateway.post(JSON.object(members).compactText, headers)
            #expect(answer.status == 402, "\(answer.text)")
            #expect(await gateway.posts == 0)
        }
    }

    @Test func aPOSTThatNoBudgetSeesGoesNowhere() async throws {
        try await RunningGateway.run { gateway in
            let answer = await gateway.post("{}", to: "/v1/chat/completions")
            #expect(answer.status == 404)
            #expect(answer.json["error"]?["code"]?.string == "unmetered_path")
            #expect(await gateway.get("/v1/models?include=pricing").json["data"]?.array != nil)
        }
    }
}
