import Accounting
import LedgerStore
import LosslessJSON
import Metering
import Sandbox
import TestSupport
import Testing

@testable import Gateway

/// One order, one POST, however often a client asks.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct AskingAgainTests {
    @Test func anIdempotencyKeyStandsForOneOrder() async throws {
        try await RunningGateway.run { gateway in
            let key = ["Idempotency-Key": "scene-12"]
            let answers = await withTaskGroup(of: HTTPMessage.self) { group in
                for _ in 0..<8 { group.addTask { await gateway.post(RunningGateway.body(), key) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map(\.status)) == [200])
            #expect(Set(answers.map(\.content)).count == 1)
            let other = await gateway.post(RunningGateway.body("another"), key)
            #expect(other.status == 409)
            #expect(other.header("x-should-retry") == "false")
            #expect(await gateway.posts == 1)
        }
    }

    /// Only what was read is over: a second order with the same words is a second take.
    @Test func anAnswerThatWasReadIsFollowedByASecondTake() async throws {
        try await RunningGateway.run { gateway in
            let answers = [await gateway.post(), await gateway.post()]
            #expect(answers.allSatisfy { $0.header("x-bursar-rejoined") == nil })
            #expect(Set(answers.map { $0.json["id"] }).count == 2)
            #expect(await gateway.posts == 2)
        }
    }

    /// Whose connection ends here first, and then there.
    @Test func anAnswerThatIsTheLastOfItsConnectionWasReadToo() async throws {
        try await RunningGateway.run { gateway in
            for count in 1...3 {
                let answer = await gateway.post(RunningGateway.body(), ["Connection": "close"])
                #expect(answer.status == 200 && answer.header("connection") == "close")
                #expect(answer.header("x-bursar-rejoined") == nil)
                #expect(await gateway.posts == count)
            }
        }
    }

    @Test(arguments: [false, true])
    func anAnswerThatNobodyReadIsKept(afterAnswer: Bool) async throws {
        try await RunningGateway.run {
            $0.faultDelay = .milliseconds(300)
        } _: { gateway in
            let body = RunningGateway.body("[sandbox submit=slow]")
            try await gateway.postAndHangUp(body, afterAnswer: afterAnswer)
            try await eventually("it is accepted") { try gateway.accepted == 1 }
            let answer = await gateway.post(body)
            let first = try #require(try gateway.ledger.submissions(in: .accepted).first)
            #expect(answer.status == 200)
            #expect(answer.header("x-bursar-rejoined") == first.id.description)
            #expect(answer.json["id"]?.string == first.generationID)
            #expect(await gateway.posts == 1)
            // That one was read.
            #expect(await gateway.post(body).header("x-bursar-rejoined") == nil)
            #expect(await gateway.posts == 2)
        }
    }

    @Test func theOrderOfFieldsMakesNoOther() async throws {
        try await RunningGateway.run { gateway in
            let start = RunningGateway.body("[sandbox submit=504]").dropLast() + ","
            #expect(await gateway.post(start + #""a":1,"b":{"c":2,"d":[3]}}"#).status == 504)
            #expect(await gateway.post(start + #""b":{"d":[3],"c":2},"a":1}"#).status == 504)
            #expect(await gateway.posts == 1)
        }
    }

    /// The provider may think otherwise the next time.
    @Test func aRefusalForNowFreesTheKey() async throws {
        try await RunningGateway.run { gateway in
            let body = RunningGateway.body("[sandbox submit=429]")
            #expect(await gateway.post(body, ["Idempotency-Key": "k"]).status == 429)
            #expect(await gateway.post(body, ["Idempotency-Key": "k"]).status == 429)
            #expect(await gateway.posts == 2)
        }
    }

    @Test func aNewTakeIsMadeWhereItIsAskedFor() async throws {
        try await RunningGateway.run { gateway in
            let body = RunningGateway.body("[sandbox submit=504]")
            #expect(await gateway.post(body).status == 504)
            _ = await gateway.post(body, ["x-bursar-new-take": "true"])
            #expect(await gateway.posts == 2)
        }
    }

    @Test func afterADayItIsANewOrder() async throws {
        try await RunningGateway.run { gateway in
            let body = RunningGateway.body("[sandbox submit=504]")
            _ = await gateway.post(body)
            gateway.clock.advance(by: .seconds(ClientRequest.unheardSeconds + 1))
            _ = await gateway.post(body)
            #expect(await gateway.posts == 2)
        }
    }

    /// What the provider had in its books after all is answered as if nothing had been lost.
    @Test func whatWasLostAndFoundAnswersTheNextRequest() async throws {
        try await RunningGateway.run { gateway in
            let body = RunningGateway.body("[sandbox submit=504]")
            _ = await gateway.post(body)
            gateway.clock.advance(by: .seconds(3600))
            _ = try await gateway.gateway.meter.sync(
                over: gateway.gateway.provider, books: gateway.gateway.provider, observe: { _ in })
            let answer = await gateway.post(body)
            #expect(answer.status == 200)
            #expect(answer.header("x-bursar-rejoined") != nil)
            #expect(answer.json["id"]?.string != nil)
            #expect(await gateway.posts == 1)
        }
    }
}
