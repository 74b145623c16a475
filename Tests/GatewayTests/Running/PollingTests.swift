import Accounting
import LedgerStore
import LosslessJSON
import Sandbox
import TestSupport
import Testing

@testable import Gateway

/// Polls through a running gateway.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct PollingTests {
    @Test func aPollSettlesWhatItSees() async throws {
        try await RunningGateway.run { gateway in
            let id = await gateway.post().json["id"]?.string ?? ""
            // Of the submission alone: the first round may list prices meanwhile.
            let submission = try #require(try gateway.ledger.submission(generationID: id)).id
            let entries = try gateway.ledger.entries(of: submission).count
            let target = "\(RunningGateway.path)?generation_id=\(id)"
            #expect(await gateway.get(target).json["status"]?.string == "queued")
            #expect(
                try gateway.ledger.entries(of: submission).count == entries,
                "a poll that changes nothing writes nothing")
            gateway.clock.advance(by: .seconds(61))
            let answer = await gateway.get(target)
            #expect(answer.json["status"]?.string == "completed")
            try await eventually("it is settled") {
                try gateway.ledger.submission(generationID: id)?.state == .settled
            }
            #expect(
                try gateway.ledger.submission(generationID: id)?.charge?.usd.description
                    == answer.json["meta"]?["usage"]?["usd_spent"]?.numberText)
        }
    }

    @Test func aGenerationFromElsewhereIsAdopted() async throws {
        try await RunningGateway.run { gateway in
            let made = await gateway.sandbox.answer(
                to: SandboxRequest(
                    method: "POST", target: RunningGateway.path,
                    headers: ["Authorization": "Bearer sandbox"],
                    body: Array(RunningGateway.body().utf8)))
            let id = try JSON(parsing: made.body)["id"]?.string ?? ""
            _ = await gateway.get("\(RunningGateway.path)?generation_id=\(id)")
            try await eventually("it is adopted") {
                try gateway.ledger.submission(generationID: id) != nil
            }
            let adopted = try #require(try gateway.ledger.submission(generationID: id))
            #expect(adopted.state == .accepted)
            #expect(adopted.openReservation == .zero)
            #expect(adopted.proposal.labels.map(\.key) == ["adopted"])
            gateway.clock.advance(by: .seconds(61))
            _ = await gateway.get("\(RunningGateway.path)?generation_id=\(id)")
            try await eventually("it is charged") {
                try gateway.ledger.submission(generationID: id)?.charge != nil
            }
        }
    }

    @Test(arguments: [
        ("", 400), ("?generation_id=", 400), ("?generation_id=a&generation_id=b", 400),
    ])
    func aPollNamesOneGeneration(query: String, status: Int) async throws {
        try await RunningGateway.run { gateway in
            #expect(await gateway.get(RunningGateway.path + query).status == status)
        }
    }

    @Test func anUnknownIDIsTheProvidersToJudge() async throws {
        try await RunningGateway.run { gateway in
            let answer = await gateway.get("\(RunningGateway.path)?generation_id=nothing")
            #expect(answer.status == 404)
            let all = try await gateway.ledger.submissions(matching: SubmissionFilter())
            #expect(all.isEmpty)
        }
    }

    /// What nobody asks after is followed all the same.
    @Test func roundsSettleWhatNobodyPolls() async throws {
        try await RunningGateway.run { gateway in
            let id = await gateway.post().json["id"]?.string ?? ""
            gateway.clock.advance(by: .seconds(61))
            gateway.gateway.hurry()
            try await eventually("it is settled") {
                try gateway.ledger.submission(generationID: id)?.state == .settled
            }
        }
    }
}
