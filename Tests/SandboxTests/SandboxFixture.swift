import Accounting
import LosslessJSON
import TestSupport

@testable import Sandbox

/// A provider with a clock to turn, and the requests that tests make of it.
struct SandboxFixture {
    let clock = ManualClock(SandboxFixture.start)
    let provider: SandboxProvider

    init(_ change: (inout SandboxOptions) -> Void = { _ in }) {
        var options = SandboxOptions()
        change(&options)
        provider = SandboxProvider(options: options, now: { [clock] in clock.now })
    }

    /// A body that the schema accepts, with a prompt and the given changes; nil removes a key.
    static func body(_ prompt: String? = nil, _ changes: [String: JSON?] = [:]) -> JSON {
        var members: [(String, JSON?)] = [
            ("model", "klingai/video-v3-motion-control"),
            ("image_url", "https://example.com/hero.png"),
            ("video_url", "https://example.com/dance.mp4"), ("prompt", prompt.map(JSON.string)),
        ]
        for (key, value) in changes.sorted(by: { $0.key < $1.key }) {
            members.removeAll { $0.0 == key }
            members.append((key, value))
        }
        return .object(members.compactMap { key, value in value.map { JSON.Member(key, $0) } })
    }

    func submit(_ body: JSON, headers: [String: String] = [:], path: String = generations)
        async -> SandboxAnswer
    {
        await provider.answer(
            to: SandboxRequest(
                method: "POST", target: path,
                headers: ["Authorization": "Bearer sandbox"].merging(headers) { $1 },
                body: Array(body.compactText.utf8)))
    }

    func submit(_ prompt: String) async -> SandboxAnswer {
        await submit(SandboxFixture.body(prompt))
    }

    func get(_ target: String, headers: [String: String] = [:]) async -> SandboxAnswer {
        await provider.answer(
            to: SandboxRequest(
                method: "GET", target: target,
                headers: ["Authorization": "Bearer sandbox"].merging(headers) { $1 }))
    }

    /// `POST /sandbox/clock` or `/sandbox/books`.
    @discardableResult
    func control(_ name: String, _ body: JSON) async -> SandboxAnswer {
        await provider.answer(
            to: SandboxRequest(
                method: "POST", target: "/sandbox/\(name)", body: Array(body.compactText.utf8)))
    }

    /// What the transactions say: type and dollars, newest first.
    func movements(_ query: String = "") async -> [String] {
        let rows = await get("/v2/billing/transactions?limit=100\(query)").json["data"]?.array
        return (rows ?? []).map {
            "\($0["type"]?.string ?? "") \($0["amount"]?["usd"]?.numberText ?? "")"
        }
    }

    func poll(_ id: String) async -> SandboxAnswer {
        await get("\(SandboxFixture.generations)?generation_id=\(id)")
    }

    /// Submits, lets it finish, and polls.
    func finish(_ prompt: String) async -> SandboxAnswer {
        let id = await submit(prompt).json["id"]?.string ?? ""
        clock.advance(by: .seconds(60))
        return await poll(id)
    }

    static let start = Instant("2026-10-05T12:00:00Z")!
    static let generations = "/v2/video/generations"
}

extension SandboxAnswer {
    /// The body as JSON; null when it is none.
    var json: JSON { (try? JSON(parsing: body)) ?? .null }
    var usage: JSON? { json["meta"]?["usage"] }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
