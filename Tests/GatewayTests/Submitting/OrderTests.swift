import Accounting
import LedgerStore
import LosslessJSON
import TestSupport
import Testing

@testable import Gateway

/// Orders of the accounts' own API: one document in, the submission's document back.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct OrderTests {
    private static let path = "/api/v1/submissions"

    private static func order(_ prompt: String, _ more: String = "") -> String {
        #"{"request":\#(RunningGateway.body(prompt))\#(more.isEmpty ? "" : ",")\#(more)}"#
    }

    @Test func anOrderIsSentOnceWithItsAccounting() async throws {
        try await RunningGateway.run { gateway in
            let body = Self.order(
                "one",
                #""project":"Frühling","labels":{"Scene 1":"Zwölf"},"duration_seconds":"7.5","#
                    + #""max_cost_usd":"9""#)
            let answer = await gateway.post(body, to: Self.path)
            #expect(answer.status == 200, "\(answer.text)")
            let document = answer.json
            #expect(document["schema"] == "bursar.submission/1")
            #expect(document["state"] == "accepted" && document["project"] == "Frühling")
            #expect(document["labels"]?["Scene 1"] == "Zwölf")
            #expect(document["estimate"]?["seconds"] == .integer(8))
            #expect(document["id"]?.string == answer.header("x-bursar-submission-id"))
            #expect(answer.header("x-bursar-reserved-usd") != nil)
            #expect(await gateway.posts == 1)
        }
    }

    @Test func theSameIsRefusedWhileItIsOpen() async throws {
        try await RunningGateway.run { gateway in
            let first = await gateway.post(Self.order("one"), to: Self.path)
            #expect(first.status == 200)
            try await eventually("the answer counts as read") {
                await gateway.post(Self.order("one"), to: Self.path).status == 402
            }
            let again = await gateway.post(Self.order("one"), to: Self.path)
            let metadata = again.json["error"]?["metadata"]
            #expect(metadata?["reason"] == "duplicate")
            #expect(metadata?["duplicate"] == first.json["id"])
            let other = await gateway.post(
                Self.order("one", #""allow_duplicate":true"#), to: Self.path)
            #expect(other.status == 200)
            #expect(await gateway.posts == 2)
        }
    }

    /// What others have open is no reason to refuse, and nothing is told of it.
    @Test func theSameOrderOfAnotherKeyIsAnother() async throws {
        try await RunningGateway.run { gateway in
            let own = try await gateway.bearer("own-key", project: "spring")
            let other = try await gateway.bearer("other-key", project: "autumn")
            let first = await gateway.post(Self.order("one"), to: Self.path, own)
            let second = await gateway.post(Self.order("one"), to: Self.path, other)
            #expect(first.status == 200 && second.status == 200, "\(second.text)")
            #expect(first.json["id"] != second.json["id"])
            #expect(await gateway.posts == 2)
        }
    }

    /// It may be asked for again and again, and so tells of no budget that the key does not see.
    @Test func aDryRunTellsOfNoBudgetOfOthers() async throws {
        try await RunningGateway.run { gateway in
            try await gateway.setBudget("whole", "0.5")
            let own = try await gateway.bearer("own-key", project: "spring")
            let answer = await gateway.post(
                Self.order("one", #""dry_run":true"#), to: Self.path, own)
            #expect(answer.status == 200 && answer.json["state"] == "refused", "\(answer.text)")
            #expect(!answer.content.contains("whole") && answer.json["budgets"] == [])
        }
    }

    @Test func aDryRunRecordsAndSendsNothing() async throws {
        try await RunningGateway.run { gateway in
            try await gateway.setBudget("all", "500")
            let answer = await gateway.post(Self.order("one", #""dry_run":true"#), to: Self.path)
            #expect(answer.status == 200 && answer.json["dry_run"] == true)
            #expect(answer.json["id"] == .null && answer.json["state"] == .null)
            #expect(answer.json["budgets"]?.array?.first?["name"] == "all")
            let dear = await gateway.post(
                Self.order("one", #""dry_run":true,"max_cost_usd":"0.01""#), to: Self.path)
            #expect(dear.status == 200 && dear.json["state"] == "refused")
            #expect(dear.json["refusal"]?["reason"] == "max_cost_exceeded")
            let list = await gateway.get(Self.path)
            #expect(list.json["submissions"] == [])
            #expect(await gateway.posts == 0)
        }
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"request":1}"#, #"{"request":{}}"#, #"{"prompt":"x"}"#,
        Self.order("one", #""projekt":"a""#), Self.order("one", #""project":1"#),
        Self.order("one", #""project":"""#), Self.order("one", #""max_cost_usd":2"#),
        Self.order("one", #""max_cost_usd":"-1""#), Self.order("one", #""duration_seconds":"0""#),
        Self.order("one", #""labels":["a"]"#), Self.order("one", #""labels":{"a":1}"#),
        Self.order("one", #""dry_run":"true""#), Self.order("one", #""allow_duplicate":1"#),
        Self.order("one", #""labels":{"a":"\u0007"}"#), Self.order("one", #""request":{}"#),
    ])
    func anOrderThatIsNoneIsRefused(body: String) async throws {
        try await RunningGateway.run { gateway in
            let answer = await gateway.post(body, to: Self.path)
            #expect(answer.status == 400, "\(answer.text)")
            #expect(
                answer.content.contains("nothing was sent") || body.count < 20
                    || body.contains("},\"request\""))
            #expect(await gateway.posts == 0)
        }
    }

    @Test func aRefusalIsThatOfTheContract() async throws {
        try await RunningGateway.run { gateway in
            try await gateway.setBudget("small", "0.5")
            let answer = await gateway.post(Self.order("one"), to: Self.path)
            #expect(answer.status == 402 && answer.header("x-should-retry") == "false")
            #expect(answer.json["error"]?["code"] == "request_exceeds_budget")
            #expect(answer.header("x-bursar-submission-id") != nil)
        }
    }

    /// What the provider says "no" to is a submission as well: its document says so.
    @Test func whatTheProviderRefusesIsVoided() async throws {
        try await RunningGateway.run { gateway in
            let answer = await gateway.post(Self.order("no [sandbox submit=400]"), to: Self.path)
            #expect(answer.status == 200 && answer.json["state"] == "voided", "\(answer.text)")
            #expect(answer.json["error"]?["message"] != nil)
            let lost = await gateway.post(Self.order("x [sandbox submit=reset]"), to: Self.path)
            #expect(lost.status == 504)
        }
    }
}
