import LosslessJSON
import TestSupport
import Testing

@testable import Sandbox

struct CatalogueTests {
    @Test func theCatalogueIsPublicAndPricesAreOptIn() async {
        let provider = SandboxFixture().provider
        let plain = await provider.answer(to: SandboxRequest(method: "GET", target: "/v1/models"))
        #expect(plain.status == 200)
        #expect(plain.json["object"] == "list")
        #expect(plain.json["data"]?.array?.allSatisfy { $0["pricing"] == nil } == true)
        let priced = await provider.answer(
            to: SandboxRequest(method: "GET", target: "/v1/models?include=pricing"))
        let kinds = priced.json["data"]?.array?.compactMap { $0["pricing"]?["kind"]?.string }
        #expect(kinds.map(Set.init) == ["fixed", "variants", "variable"])
    }

    @Test func motionControlIsPricedByModePerSecond() async {
        let answer = await SandboxFixture().get(
            "/v1/models?include=pricing&id=klingai/video-v3-motion-control")
        let entries = answer.json["data"]?.array ?? []
        #expect(entries.count == 1)
        #expect(
            entries.first?["pricing"]?.compactText
                == #"{"kind":"variants","currency":"USD","dimensions":["mode"],"variants":["#
                + #"{"when":{"mode":"std"},"price":0.1638,"unit":"second","per":1},"#
                + #"{"when":{"mode":"pro"},"price":0.2184,"unit":"second","per":1}]}"#)
    }

    @Test func pricesAreToBeReadWithTheirPer() async {
        let answer = await SandboxFixture().get("/v1/models?include=all&id=runway/gen4_turbo")
        let unit = answer.json["data"]?.array?.first?["pricing"]?["units"]?.array?.first
        #expect(
            unit?.compactText == #"{"name":"output","measure":"second","price":0.65,"per":10}"#)
    }

    @Test func anUnchangedCatalogueIsA304() async {
        let fixture = SandboxFixture()
        let tag = await fixture.get("/v1/models?include=pricing").header("etag") ?? ""
        #expect(tag.hasPrefix("W/\""))
        let again = await fixture.get(
            "/v1/models?include=pricing", headers: ["If-None-Match": tag])
        #expect(again.status == 304)
        #expect(again.body.isEmpty)
        #expect(await fixture.get("/v1/models", headers: ["If-None-Match": tag]).status == 200)
    }

    @Test func aPriceChangesAndTheTagWithIt() async {
        let fixture = SandboxFixture { $0.usage = .submit }
        let target = "/v1/models?include=pricing&id=klingai/video-v3-motion-control"
        let tag = await fixture.get(target).header("etag")
        let before = await fixture.submit("[sandbox run=60]").json["id"]?.string ?? ""
        let change = await fixture.control(
            "books",
            [
                "prices": [
                    [
                        "model": "klingai/video-v3-motion-control", "when": ["mode": "std"],
                        "usd": "0.1",
                    ]
                ]
            ])
        #expect(change.status == 200)
        let priced = await fixture.get(target, headers: ["If-None-Match": tag ?? ""])
        #expect(priced.status == 200 && priced.header("etag") != tag)
        let variants = priced.json["data"]?.array?.first?["pricing"]?["variants"]?.array ?? []
        #expect(variants.map { $0["price"]?.numberText } == ["0.1", "0.2184"])
        #expect(await fixture.submit("").usage?["usd_spent"]?.numberText == "0.5")
        fixture.clock.advance(by: .seconds(120))
        #expect(await fixture.poll(before).json["status"] == "completed")
        #expect(
            await fixture.movements() == ["MODEL_USAGE 0.819", "MODEL_USAGE 0.5", "PAYMENT 1000"])
    }

    @Test(
        arguments: [
            ["model": "nobody/nothing", "usd": "1"],
            ["model": "klingai/video-v3-motion-control", "usd": "1", "when": ["mode": "max"]],
            ["model": "minimax/hailuo-2.3", "usd": "1", "when": ["mode": "std"]],
            ["model": "bytedance/seedance-1-0-pro-t2v", "usd": "1"],
            ["model": "minimax/hailuo-2.3"], ["model": "minimax/hailuo-2.3", "price": "1"],
        ] as [JSON])
    func aPriceThatIsNotThereCannotChange(change: JSON) async {
        #expect(await SandboxFixture().control("books", ["prices": [change]]).status == 400)
    }

    @Test func anAliasIsTheModelItself() async {
        let fixture = SandboxFixture { $0.usage = .submit }
        let answer = await fixture.submit(
            SandboxFixture.body("[sandbox run=0]", ["model": "video-v3-motion-control"]))
        #expect(answer.usage?["usd_spent"]?.numberText == "0.819")
        fixture.clock.advance(by: .seconds(2))
        let row = await fixture.get("/v2/logs").json["data"]?.array?.first
        #expect(row?["model"] == "klingai/video-v3-motion-control")
        let entries = await fixture.get("/v1/models?id=video-v3-motion-control").json["data"]
        #expect(entries?.array?.first?["id"] == "klingai/video-v3-motion-control")
        #expect(
            entries?.array?.first?["aliases"]?.array?.contains("video-v3-motion-control") == true)
    }

    @Test(
        arguments: [
            ("bytedance/seedance-1-5-pro", ["resolution": "1080p"], "0.7605"),
            ("bytedance/seedance-1-5-pro", ["generate_audio": false], "0.169"),
            (
                "pixverse/v5-5-text-to-video", ["resolution": "720p", "duration": .number("8")],
                "0.52"
            ),
            ("ltxv/ltxv-2-fast", ["resolution": "2160p"], "1.04"),
        ] as [(String, [String: JSON], String)])
    func aPriceCanDependOnSeveralParameters(
        model: String, parameters: [String: JSON], usd: String
    ) async {
        let fixture = SandboxFixture { $0.usage = .submit }
        var body: [String: JSON?] = ["model": .string(model)]
        for (key, value) in parameters { body[key] = value }
        let answer = await fixture.submit(SandboxFixture.body("A city.", body))
        #expect(answer.usage?["usd_spent"]?.numberText == usd)
    }

    @Test func conditionsAreStringsNumbersOrBooleans() async {
        let answer = await SandboxFixture().get("/v1/models?include=pricing")
        let text = answer.json.compactText
        #expect(text.contains(#""when":{"resolution":"720p","duration":5}"#))
        #expect(text.contains(#""when":{"resolution":"720p","generate_audio":true}"#))
        #expect(text.contains(#""when":{"generate_audio":"true"}"#))
    }
}
