import LosslessJSON
import TestSupport
import Testing

@testable import Sandbox

/// The life of a generation by the clock, and the shapes of its answers.
struct GenerationTests {
    @Test func aGenerationIsQueuedThenMadeThenCompleted() async {
        let statuses = await life("[sandbox run=100]")
        #expect(statuses == ["queued", "generating", "generating", "completed"])
    }

    @Test func aGenerationCanGoBackwards() async {
        let statuses = await life("[sandbox run=100 backwards]")
        #expect(statuses == ["queued", "generating", "queued", "completed"])
    }

    @Test(arguments: [
        ("succeeded", "queued", "succeeded"), ("failed", "queued", "failed"),
        ("cancelled", "queued", "cancelled"), ("expired", "queued", "expired"),
        ("error", "queued", "error"), ("waiting", "waiting", "completed"),
        ("processing", "processing", "completed"), ("weird", "transmogrifying", "completed"),
    ])
    func statusesHaveOtherWords(word: String, running: String, final: String) async {
        let statuses = await life("[sandbox run=100 status=\(word)]")
        #expect(statuses.first == running)
        #expect(statuses.last == final)
    }

    /// The statuses at 10, 40, 60 and 100 percent of a run of 100 seconds.
    private func life(_ prompt: String) async -> [String] {
        let fixture = SandboxFixture()
        let id = await fixture.submit(prompt).json["id"]?.string ?? ""
        var statuses: [String] = []
        for step in [10, 30, 20, 40] {
            fixture.clock.advance(by: .seconds(step))
            statuses.append(await fixture.poll(id).json["status"]?.string ?? "")
        }
        return statuses
    }

    @Test(arguments: [
        (UsagePlacement.submit, true, false, false), (.poll, false, true, false),
        (.headers, false, false, true), (.both, true, true, false), (.none, false, false, false),
    ])
    func usageAppearsWhereItIsAskedFor(
        placement: UsagePlacement, inSubmit: Bool, inPoll: Bool, inHeaders: Bool
    ) async {
        let fixture = SandboxFixture { $0.usage = placement }
        let submitted = await fixture.submit("[sandbox cost=1.95]")
        let id = submitted.json["id"]?.string ?? ""
        let running = await fixture.poll(id)
        fixture.clock.advance(by: .seconds(60))
        let final = await fixture.poll(id)
        #expect((submitted.usage != nil) == inSubmit)
        #expect(running.usage == nil && running.header("x-aimlapi-usd-spent") == nil)
        #expect((final.usage != nil) == inPoll)
        #expect(final.header("x-aimlapi-usd-spent") == (inHeaders ? "1.950000000" : nil))
        #expect(final.header("x-aimlapi-credits-used") == (inHeaders ? "3900000" : nil))
        if let usage = submitted.usage ?? final.usage {
            #expect(usage.compactText == #"{"credits_used":3900000,"usd_spent":1.95}"#)
        }
    }

    @Test(arguments: [
        ("cost=1.0E-7", #"{"credits_used":0,"usd_spent":1.0E-7}"#),
        ("cost=0.0005745", #"{"credits_used":1149,"usd_spent":0.0005745}"#),
        ("credits=588000", #"{"credits_used":588000}"#),
        ("cost=0.5 credits-off", #"{"credits_used":1000001,"usd_spent":0.5}"#),
        ("cost=0.06 stringly", #"{"credits_used":"120000","usd_spent":"0.06"}"#),
        ("cost=0.06 tokens-used", #"{"tokens_used":120000,"usd_spent":0.06}"#),
        ("seconds=7.5", #"{"credits_used":2457000,"usd_spent":1.2285}"#),
    ])
    func usageIsPrintedDigitForDigit(word: String, usage: String) async {
        let final = await SandboxFixture().finish("[sandbox \(word)]")
        #expect(final.usage?.compactText == usage)
    }

    @Test func failuresAreUnchargedUnlessTheySayOtherwise() async {
        let free = await SandboxFixture().finish(#"[sandbox fail="no character"]"#)
        #expect(free.status == 200)
        #expect(free.json["status"]?.string == "error")
        #expect(free.json["error"]?["message"]?.string == "no character")
        #expect(free.usage == nil)
        let paid = await SandboxFixture().finish("[sandbox fail-charged cost=0.3]")
        #expect(paid.json["status"]?.string == "error")
        #expect(paid.usage?["usd_spent"]?.numberText == "0.3")
    }

    @Test func videoAndErrorHaveSeveralShapes() async {
        #expect(await SandboxFixture().finish("").json["video"]?["url"]?.string != nil)
        #expect(
            await SandboxFixture().finish("[sandbox video=strings]").json["video"]?.array?[0].string
                != nil)
        let objects = await SandboxFixture().finish("[sandbox video=objects]").json["video"]
        #expect(objects?.array?[0]["url"]?.string != nil)
        let error = await SandboxFixture().finish("[sandbox fail=no error=string]").json["error"]
        #expect(error?.string == "no")
    }

    @Test func anUnknownGenerationIsNotFound() async {
        #expect(await SandboxFixture().poll("nobody").status == 404)
        #expect(await SandboxFixture().get(SandboxFixture.generations).status == 400)
    }

    @Test(arguments: [
        (GenerationIDForm.nanoid, "[A-Za-z0-9_-]{21}"),
        (.uuid, "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
        (.colon, "[0-9]{15}:klingai/video-v3-motion-control"),
    ])
    func idsHaveTheFormThatIsAskedFor(form: GenerationIDForm, pattern: String) async throws {
        let pattern = try Regex(pattern)
        let fixture = SandboxFixture { $0.ids = form }
        var ids: Set<String> = []
        for _ in 1...50 { ids.insert(await fixture.submit("").json["id"]?.string ?? "") }
        #expect(ids.count == 50)
        #expect(ids.allSatisfy { (try? pattern.wholeMatch(in: $0)) != nil })
        if form == .nanoid { #expect(ids.contains { $0.hasPrefix("-") }) }
        for id in ids {
            #expect(await fixture.poll(id.replacing("/", with: "%2F")).status == 200)
        }
    }
}
