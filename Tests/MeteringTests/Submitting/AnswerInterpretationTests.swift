import Accounting
import Provider
import Testing

@testable import Metering

@Suite("What an answer means for a submission")
struct VerdictTests {
    static let quotedCharge = Charge(usd: "1.95", source: .submit)
    static let url = "https://cdn.example/v.mp4"
    static let fault = Fault(name: "no_character", message: "no character found")

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let generation: Generation
        let quotedCharge: Charge?
        let event: SubmissionEvent?

        init(
            _ name: String, _ generation: Generation, quotedCharge: Charge? = nil,
            _ event: SubmissionEvent?
        ) {
            testDescription = name
            self.generation = generation
            self.quotedCharge = quotedCharge
            self.event = event
        }
    }

    static func settled(_ usd: USD, _ source: ChargeSource, fault: Fault? = nil, url: String? = url)
        -> SubmissionEvent
    {
        .settled(Charge(usd: usd, source: source), videoURL: url, fault: fault)
    }

    static let failedByWord = Fault(name: "error", message: "the generation ended as 'error'")

    static let rows: [Row] = [
        Row("queued", .queued("g"), nil),
        Row("queued with usage is a hold, not a charge", .queued("g", usage: .usd("1.95")), nil),
        Row("queued with a hold", .queued("g"), quotedCharge: quotedCharge, nil),
        Row(
            "a word that nobody knows", Generation(id: "g", status: .unrecognized("dreaming")),
            quotedCharge: quotedCharge, nil),
        Row(
            "a word that nobody knows, with usage",
            Generation(id: "g", status: .unrecognized("dreaming"), usage: .usd("1")), nil),
        Row(
            "a word that nobody knows, with usage and a video",
            Generation(
                id: "g", status: .unrecognized("vollendet"), videoURL: url, usage: .usd("1")),
            settled("1", .body)),
        Row(
            "a word that nobody knows, with usage in the headers and an error",
            Generation(
                id: "g", status: .unrecognized("kaputt"), fault: fault, headerUsage: .usd("1")),
            settled("1", .headers, fault: fault, url: nil)),
        Row(
            "a word that nobody knows, with usage of nothing and a video",
            Generation(
                id: "g", status: .unrecognized("vollendet"), videoURL: url, usage: .usd("0")),
            quotedCharge: quotedCharge, nil),
        Row(
            "a word that nobody knows, with a video alone",
            Generation(id: "g", status: .unrecognized("vollendet"), videoURL: url),
            quotedCharge: quotedCharge, nil),
        Row("completed, no usage, no hold", .completed("g"), .unpriced(videoURL: url)),
        Row(
            "completed, a hold", .completed("g"), quotedCharge: quotedCharge,
            settled("1.95", .submit)),
        Row("completed, body", .completed("g", usage: .usd("2.1")), settled("2.10", .body)),
        Row(
            "completed, headers", .completed("g", headers: .usd("2.1")), settled("2.10", .headers)),
        Row(
            "completed, body before headers and hold",
            .completed("g", usage: .usd("2.1"), headers: .usd("3")), quotedCharge: quotedCharge,
            settled("2.10", .body)),
        Row(
            "completed, a zero in the body is no reason to forget the headers",
            .completed("g", usage: .usd("0"), headers: .usd("3")), settled("3.00", .headers)),
        Row(
            "completed, a zero in the body is no reason to forget the hold",
            .completed("g", usage: .usd("0")), quotedCharge: quotedCharge, settled("1.95", .submit)),
        Row(
            "completed, a zero beside a number that cannot be read is no price",
            .completed("g", usage: Usage(usdText: "'0,50'", creditsText: "0")),
            .unpriced(videoURL: url)),
        Row(
            "completed, a zero in the headers beside a body that cannot be read is no price",
            .completed(
                "g", usage: Usage(usdText: "'abc'", creditsText: nil), headers: .usd("0")),
            .unpriced(videoURL: url)),
        Row(
            "completed, zero and nothing else", .completed("g", usage: .usd("0")),
            settled("0", .body)),
        Row(
            "completed, less than zero is no amount",
            .completed("g", usage: Usage(usdText: "-0.0", creditsText: nil)),
            .unpriced(videoURL: url)),
        Row(
            "failed, a zero in the body is no reason to forget the headers",
            Generation(
                id: "g", status: .failed("error"), fault: fault, usage: .usd("0"),
                headerUsage: .usd("3")),
            settled("3.00", .headers, fault: fault, url: nil)),
        Row(
            "completed, headers before the hold", .completed("g", headers: .usd("3")),
            quotedCharge: quotedCharge,
            settled("3.00", .headers)),
        Row(
            "completed, a body that cannot be read, headers",
            .completed(
                "g", usage: Usage(usdText: "-1", creditsText: nil), headers: .usd("3")),
            settled("3.00", .headers)),
        Row(
            "completed, nothing that can be read, a hold",
            .completed("g", usage: Usage(usdText: "-1", creditsText: nil)),
            quotedCharge: quotedCharge,
            settled("1.95", .submit)),
        Row(
            "completed, nothing that can be read",
            .completed("g", usage: Usage(usdText: "1e99", creditsText: nil)),
            .unpriced(videoURL: url)),
        Row(
            "completed at no cost, as stated", .completed("g", usage: .usd("0")),
            settled("0", .body)),
        Row("failed", .failed("g"), .voided(failedByWord)),
        Row("failed, with a reason", .failed("g", fault: fault), .voided(fault)),
        Row(
            "failed, the hold is no charge", .failed("g"), quotedCharge: quotedCharge,
            .voided(failedByWord)),
        Row("failed, usage of zero", .failed("g", usage: .usd("0")), .voided(failedByWord)),
        Row(
            "failed and charged", .failed("g", usage: .usd("0.5"), fault: fault),
            settled("0.50", .body, fault: fault, url: nil)),
    ]

    @Test("One answer ends a submission, or leaves it running", arguments: rows)
    func end(_ row: Row) {
        #expect(
            AnswerInterpretation.end(of: row.generation, quotedCharge: row.quotedCharge)
                == row.event)
    }

    @Test func everyOutcomeOfThePOSTHasItsEvents() {
        let fault = VerdictTests.fault
        #expect(AnswerInterpretation.events(after: .notSent(fault)) == [.voided(fault)])
        #expect(
            AnswerInterpretation.events(after: .refused(status: 403, fault)) == [.voided(fault)])
        #expect(AnswerInterpretation.events(after: .unknown(fault)) == [.lost(fault)])
        #expect(
            AnswerInterpretation.events(after: .accepted(.queued("g")))
                == [.accepted(generationID: "g", quotedCharge: nil)])
        #expect(
            AnswerInterpretation.events(after: .accepted(.queued("g", usage: .usd("1.95"))))
                == [.accepted(generationID: "g", quotedCharge: VerdictTests.quotedCharge)])
        #expect(
            AnswerInterpretation.events(after: .accepted(.completed("g", usage: .usd("1.95"))))
                == [
                    .accepted(generationID: "g", quotedCharge: VerdictTests.quotedCharge),
                    VerdictTests.settled("1.95", .body),
                ])
        #expect(
            AnswerInterpretation.events(after: .accepted(.failed("g")))
                == [
                    .accepted(generationID: "g", quotedCharge: nil),
                    .voided(VerdictTests.failedByWord),
                ])
    }

    @Test func anAcceptanceWithoutAnIdKeepsItsMoneyAndIsUnknown() {
        let events = AnswerInterpretation.events(after: .accepted(.queued(nil)))
        #expect(events.map(\.kind) == [.lost])
    }
}
