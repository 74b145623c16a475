import LosslessJSON
import Testing

@testable import Sandbox

struct CatalogueTests {
    @Test func theCatalogueIsPublicAndPricesAreOptIn() async {
        let provider = Studio().provider
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
        let answer = await Studio().get(
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
        let answer = await Studio().get("/v1/models?include=all&id=runway/gen4_turbo")
        let unit = answer.json["data"]?.array?.first?["pricing"]?["units"]?.array?.first
        #expect(
            unit?.compactText == #"{"name":"output","measure":"second","price":0.65,"per":10}"#)
    }

    @Test func anUnchangedCatalogueIsA304() async {
        let studio = Studio()
        let tag = await studio.get("/v1/models?include=pricing").header("etag") ?? ""
        #expect(tag.hasPrefix("W/\""))
        let again = await studio.get(
            "/v1/models?include=pricing", headers: ["If-None-Match": tag])
        #expect(again.status == 304)
        #expect(again.body.isEmpty)
        #expect(await studio.get("/v1/models", headers: ["If-None-Match": tag]).status == 200)
    }
}
