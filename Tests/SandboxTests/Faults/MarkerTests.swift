import Testing

@testable import Sandbox

struct MarkerTests {
    @Test func aPromptWithoutAMarkerAsksForNothing() throws {
        let plain = try Marker(prompt: nil)
        #expect(try Marker(prompt: "A dancer in a [sandy box].") == plain)
        #expect(try Marker(prompt: "[sandbox]") == plain)
        #expect(plain.usage == nil && plain.submit == nil && plain.video == .object)
    }

    @Test func keysAreReadAnywhereInThePrompt() throws {
        let marker = try Marker(
            prompt:
                #"Rain. [sandbox cost=1.0E-7 run=0.5 fail="no character, sorry" stringly] Wind."#)
        #expect(marker.cost == "1.0E-7")
        #expect(marker.run == .milliseconds(500))
        #expect(marker.failure == "no character, sorry")
        #expect(marker.isStringly)
        #expect(!marker.isFailureCharged)
    }

    @Test(arguments: [
        "colour=red", "usage=mixed", "usage=", "cost=-1", "cost=01", "cost=1e99", "credits=1.5",
        "run=soon", "seconds=9999999999", "submit=200", "submit=tear", "poll=slow",
        "poll-times=many", "video=film", "status=done", "stringly=maybe",
    ])
    func aMisspeltMarkerIsRefused(word: String) {
        #expect(throws: Rejection.self) { try Marker(prompt: "[sandbox \(word)]") }
    }

    @Test(arguments: [
        ("500", true), ("504", true), ("502", false), ("503", false), ("400", false),
        ("429", false), ("torn", true), ("reset", true), ("reset-before", false), ("hang", true),
        ("redirect", false), ("no-id", true), ("html", true),
    ])
    func everySubmitFaultSaysWhetherItStarts(word: String, starts: Bool) throws {
        #expect(try Marker(prompt: "[sandbox submit=\(word)]").submit?.startsGeneration == starts)
    }
}
