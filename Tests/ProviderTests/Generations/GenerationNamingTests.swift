import Accounting
import Provider
import Testing
import Transport

/// Which generation an answer is about.
@Suite struct GenerationNamingTests {
    @Test(
        arguments: [
            ("NVOeetazzu2Xlca6ghTMx", "NVOeetazzu2Xlca6ghTMx", true),
            ("NVOeetazzu2Xlca6ghTMx", "nvoeetazzu2xlca6ghtmx", false),
            ("NVOeetazzu2Xlca6ghTMx", "QC4qjlUKt8ZedNi7r09LM", false),
            ("349865017168125:minimax/hailuo-2.3", "349865017168125", true),
            ("349865017168125", "349865017168125:minimax/hailuo-2.3", true),
            ("349865017168125:minimax/hailuo-2.3", "349865017168125%3Aminimax%2Fhailuo-2.3", true),
            ("349865017168125:minimax/hailuo-2.3", "349865017168125:kling/v3", false),
            ("349865017168125:minimax/hailuo-2.3", "349865017168126:minimax/hailuo-2.3", false),
            (
                "3F2504E0-4F89-41D3-9A0C-0305E82C3301", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", true
            ),
        ])
    func oneIDHasSeveralSpellings(asked: String, answered: String, isSame: Bool) {
        let generation = Generation(id: answered, status: .completed)
        #expect(generation.isAbout(asked) == isSame)
    }

    @Test(
        arguments: [
            (#"{"status":"completed"}"#, nil, true),
            (#"{"id":"g","status":"completed"}"#, nil, true),
            (#"{"id":"other","status":"completed"}"#, nil, false),
            (#"{"id":"request","generation_id":"g","status":"completed"}"#, nil, true),
            (#"{"id":"g","generation_id":"other","status":"completed"}"#, nil, true),
            (#"{"generation_id":"other","status":"completed"}"#, nil, false),
            (#"{"status":"completed"}"#, "g", true),
            (#"{"status":"completed"}"#, "other", false),
            (#"{"id":"other","status":"completed"}"#, "g", false),
            (#"{"id":"g","status":"completed"}"#, "another", true),
        ] as [(String, String?, Bool)])
    func theBodyNamesItBeforeTheHeader(body: String, header: String?, isAbout: Bool) {
        let exchange = Answers.answer(
            200, body, header.map { ["x-inference-id": $0] } ?? [:])
        guard case .answer(let generation) = PollClassificationTests.outcome(exchange) else {
            Issue.record("no answer")
            return
        }
        #expect(generation.isAbout("g") == isAbout)
    }

    @Test(arguments: [
        (#"{"credits_used":0,"tokens_used":588000}"#, "588000"),
        (#"{"credits_used":1,"tokens_used":588000}"#, "1"),
        (#"{"credits_used":0,"tokens_used":0}"#, "0"),
        (#"{"tokens_used":0}"#, "0"),
    ])
    func aZeroInOneFieldIsNoReasonToForgetTheOther(usage: String, credits: String) {
        let body = #"{"status":"completed","meta":{"usage":\#(usage)}}"#
        guard
            case .answer(let generation) = PollClassificationTests.outcome(
                Answers.answer(200, body))
        else {
            Issue.record("no answer")
            return
        }
        #expect(generation.usage?.creditsText == credits)
    }
}
