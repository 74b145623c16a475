import LosslessJSON
import TestSupport
import Testing

@testable import Sandbox

/// What a POST answers: the schema, the prices, the key, the money.
struct SubmissionTests {
    @Test func aGoodSubmissionIsQueuedUnderAnId() async {
        let answer = await SandboxFixture().submit("A dancer.")
        #expect(answer.status == 200)
        #expect(answer.json["status"]?.string == "queued")
        #expect(answer.json["id"]?.string?.utf8.count == 21)
        #expect(answer.header("x-inference-id") == answer.json["id"]?.string)
        #expect(answer.usage == nil)
    }

    @Test(arguments: [
        ("/v2/video/generations", 200), ("/v1/video/generations", 200),
        ("/video/generations", 200), ("/v2/generate/video/kling/generation", 201),
        ("/generate/video/kling/generation", 201), ("/v3/video/generations", 404),
        ("/v2/video", 404),
    ])
    func everySpellingOfTheEndpointIsServed(path: String, status: Int) async {
        let fixture = SandboxFixture()
        let answer = await fixture.submit(SandboxFixture.body(), path: path)
        #expect(answer.status == status)
        if let id = answer.json["id"]?.string {
            #expect(await fixture.get("\(path)?generation_id=\(id)").status == 200)
        }
    }

    @Test(
        arguments: [
            ("model", nil, 400), ("model", .integer(7), 400), ("model", "klingai/unheard-of", 404),
            ("image_url", nil, 400), ("image_url", "hero.png", 400), ("video_url", nil, 400),
            ("video_url", ["https://example.com"], 400), ("mode", "ultra", 400), ("mode", nil, 200),
            ("mode", .null, 400), ("character_orientation", "left", 400),
            ("keep_audio", "yes", 400),
            ("keep_audio", false, 200), ("image_url", "data:image/png;base64,AAAA", 200),
            ("style", "noir", 200),
        ] as [(String, JSON?, Int)])
    func theSchemaIsKept(key: String, value: JSON?, status: Int) async {
        let answer = await SandboxFixture().submit(SandboxFixture.body(nil, [key: value]))
        #expect(answer.status == status)
        if status >= 400 {
            #expect(answer.header("content-type")?.hasPrefix("application/problem+json") == true)
            #expect(answer.json["status"]?.int == status)
            #expect(answer.json["error"]?["message"] == answer.json["message"])
        }
    }

    @Test(arguments: ["", "[", "[]", "null", #"{"model":"a","model":"b"}"#])
    func aBodyThatIsNoObjectIsRefused(text: String) async {
        let answer = await SandboxFixture().provider.answer(
            to: SandboxRequest(
                method: "POST", target: SandboxFixture.generations,
                headers: ["Authorization": "Bearer sandbox"], body: Array(text.utf8)))
        #expect(answer.status == 400)
    }

    @Test(
        arguments: [
            ("Bearer anything", nil, 200), ("bearer anything", nil, 200),
            ("Bearer wrong", nil, 401),
            ("Bearer invalid", nil, 401), ("Bearer ", nil, 401), ("Basic abc", nil, 401),
            ("Bearer only", "only", 200), ("Bearer other", "only", 401),
        ] as [(String, String?, Int)])
    func theKeyIsChecked(header: String, only: String?, status: Int) async {
        let fixture = SandboxFixture { $0.key = only }
        let answer = await fixture.submit(SandboxFixture.body(), headers: ["Authorization": header])
        #expect(answer.status == status)
        #expect(
            await fixture.get("/v2/billing", headers: ["Authorization": header]).status == status)
    }

    @Test(
        arguments: [
            ("klingai/video-v3-motion-control", nil, "0.819"),
            ("klingai/video-v3-motion-control", "pro", "1.092"),
            ("klingai/video-v2-6-motion-control", "std", "0.455"),
            ("klingai/video-v2-6-pro-motion-control", "pro", "0.728"),
            ("klingai/video-v2-6-pro-motion-control", nil, "0.728"),
        ] as [(String, String?, String)])
    func fiveSecondsCostTheModeOfTheModel(model: String, mode: String?, usd: String) async {
        let fixture = SandboxFixture { $0.usage = .submit }
        let answer = await fixture.submit(
            SandboxFixture.body(nil, ["model": .string(model), "mode": mode.map(JSON.string)]))
        #expect(answer.usage?["usd_spent"]?.numberText == usd)
    }

    @Test(
        arguments: [
            ("klingai/v2.1-master-text-to-video", ["duration": .integer(10)], "3.64"),
            ("openai/sora-2-pro-t2v", ["duration": .integer(4), "resolution": "1080p"], "2.6"),
            ("openai/sora-2-pro-t2v", ["duration": .integer(4)], "1.56"),
            ("google/veo-3.1-t2v", ["duration": .integer(8), "generate_audio": false], "2.08"),
            ("minimax/hailuo-2.3", ["duration": .integer(10)], "0.294"),
            ("runway/gen4_turbo", ["duration": .integer(5)], "0.325"),
            ("bytedance/seedance-1-0-pro-t2v", ["duration": .integer(5)], "0.25"),
        ] as [(String, [String: JSON], String)])
    func otherModelsCostWhatTheCatalogueSays(
        model: String, parameters: [String: JSON], usd: String
    ) async {
        let fixture = SandboxFixture { $0.usage = .submit }
        let answer = await fixture.submit(
            SandboxFixture.body("A city.", parameters.merging(["model": .string(model)]) { $1 }))
        #expect(answer.usage?["usd_spent"]?.numberText == usd)
    }

    @Test func theLengthOfAReferenceInsideTheRequestIsBilled() async {
        let film = Film.dataURI(Film.mp4(timescale: 600, duration: 4500))
        let fixture = SandboxFixture { $0.usage = .submit }
        let answer = await fixture.submit(SandboxFixture.body(nil, ["video_url": .string(film)]))
        #expect(answer.usage?["usd_spent"]?.numberText == "1.2285")
        #expect(answer.usage?["credits_used"]?.numberText == "2457000")
    }

    /// A header that says nothing sensible ended the process.
    @Test func aDamagedReferenceIsBilledByWhatIsSensible() async throws {
        let sensible = Film.box("trak", []) + Film.header(stated: 7500, scale: 1000)
        let rows: [(stated: UInt64, scale: UInt64, more: [UInt8], usd: String)] = [
            (0x0001_517E_FFFE_AE81, 0xFFFF_FFFF, [], "0.819"), (.max - 1, 1, [], "0.819"),
            (UInt64(UInt32.max), 90_000, Film.box("moov", sensible), "1.2285"),
            (86_399_999, 1000, [], "14152.3198362"),
        ]
        for row in rows {
            let header = Film.header(stated: row.stated, scale: row.scale, isLong: true)
            let film = Film.dataURI(Film.box("moov", header) + row.more)
            let fixture = SandboxFixture { ($0.usage, $0.balanceNanos) = (.submit, Int64.max / 2) }
            let answer = await fixture.submit(
                SandboxFixture.body(nil, ["video_url": .string(film)]))
            #expect(answer.usage?["usd_spent"]?.numberText == row.usd)
        }
        // Nor does a price that makes more of a length than money is counted in.
        let fixture = SandboxFixture { $0.usage = .submit }
        await fixture.control(
            "books",
            ["prices": [["model": "klingai/video-v3-motion-control", "usd": "100000000"]]])
        let film = Film.dataURI(Film.mp4(timescale: 1, duration: 80_000))
        let answer = await fixture.submit(SandboxFixture.body(nil, ["video_url": .string(film)]))
        #expect(answer.status == 403)
    }

    /// As `base64` and other programs write it.
    @Test func wrappedAndUrlSafeBase64IsRead() async {
        let plain = Film.dataURI(Film.mp4(timescale: 600, duration: 4500))
        let wrapped = plain.replacing(",", with: ",\r\n").replacing("A", with: "A\n")
        let safe = plain.replacing("+", with: "-").replacing("/", with: "_")
            .replacing("video_mp4", with: "video/mp4").replacing("=", with: "")
        for text in [wrapped, safe] {
            let fixture = SandboxFixture { $0.usage = .submit }
            let answer = await fixture.submit(
                SandboxFixture.body(nil, ["video_url": .string(text)]))
            #expect(answer.usage?["usd_spent"]?.numberText == "1.2285")
        }
    }

    @Test func aSpentBalanceIsForbidden() async {
        let fixture = SandboxFixture { $0.balanceNanos = 2_000_000_000 }
        #expect(await fixture.submit("[sandbox cost=1.5]").status == 200)
        let refused = await fixture.submit("[sandbox cost=0.6]")
        #expect(refused.status == 403)
        #expect(refused.json["message"]?.string?.contains("run out of credits") == true)
        #expect(await fixture.submit("[sandbox cost=0.5]").status == 200)
    }

    @Test func aFailedGenerationGivesItsMoneyBack() async {
        let fixture = SandboxFixture { $0.balanceNanos = 2_000_000_000 }
        _ = await fixture.submit("[sandbox cost=2 fail=no]")
        #expect(await fixture.submit("[sandbox cost=2]").status == 403)
        fixture.clock.advance(by: .seconds(10))
        #expect(await fixture.submit("[sandbox cost=2]").status == 200)
    }

    @Test(
        arguments: [
            ("customer-42", "customer-42"), ("a.b_c:d-E9", "a.b_c:d-E9"), ("with space", nil),
            ("", nil), (String(repeating: "x", count: 128), String(repeating: "x", count: 128)),
            (String(repeating: "x", count: 129), nil), ("übung", nil),
        ] as [(String, String?)])
    func theClientsRequestIdIsEchoedOrDropped(sent: String, kept: String?) async {
        let fixture = SandboxFixture()
        let answer = await fixture.submit(
            SandboxFixture.body(), headers: ["X-Client-Request-Id": sent])
        #expect(answer.status == 200)
        #expect(answer.header("x-client-request-id") == kept)
        fixture.clock.advance(by: .seconds(10))
        let row = await fixture.get("/v2/logs").json["data"]?.array?.first
        #expect(row?["client_request_id"] == JSON.string(orNull: kept))
    }
}
