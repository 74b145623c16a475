import Accounting
import Foundation
import LedgerStore
import Logging
import LosslessJSON
import Metering
import Provider
import Sandbox
import TestSupport
import Testing

@testable import Gateway

/// A gateway with a ledger of its own before a sandbox, both on free ports, and a clock that they share.
struct RunningGateway: Sendable {
    let client: RawClient
    let ledger: Ledger
    let sandbox: SandboxProvider
    let clock: ManualClock
    let gateway: Gateway

    static let start = Instant("2026-11-02T09:00:00.000Z")!
    static let path = "/v2/video/generations"

    /// - Parameters:
    ///   - sandboxed: what the sandbox does.
    ///   - changed: how the gateway is set up.
    static func run(
        _ sandboxed: (inout SandboxOptions) -> Void = { _ in },
        gateway changed: (inout GatewayOptions) -> Void = { _ in },
        _ body: @Sendable (RunningGateway) async throws -> Void
    ) async throws {
        var options = SandboxOptions()
        options.runningTime = .seconds(60)
        sandboxed(&options)
        let clock = ManualClock(start)
        let sandbox = SandboxProvider(options: options, now: { clock.now })
        var gatewayOptions = GatewayOptions()
        gatewayOptions.port = 0
        // Rounds begin when a test asks for one.
        gatewayOptions.roundInterval = .seconds(3600)
        let folder = try TemporaryFolder()
        gatewayOptions.spoolFolder = folder.url.path
        changed(&gatewayOptions)
        let chosen = gatewayOptions
        let ledger = try Ledger(path: folder.path("ledger.sqlite"), at: start)
        try await serving({ try await SandboxServer(provider: sandbox, port: 0).run(onReady: $0) })
        {
            sandboxPort in
            let endpoint = try ProviderEndpoint(parsing: "http://127.0.0.1:\(sandboxPort)")
            try await ProviderClient.withClient(endpoint: endpoint, key: APIKey("sandbox-key-0123"))
            {
                provider in
                let gateway = Gateway(
                    ledger: ledger,
                    clock: WallClock(now: { clock.now }, sleep: { try await clock.sleep($0) }),
                    provider: provider, options: chosen,
                    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
                try await serving(
                    { try await GatewayServer(gateway).run(stopsOnSignals: false, onReady: $0) }
                ) { port in
                    try await body(
                        RunningGateway(
                            client: RawClient(port: port), ledger: ledger, sandbox: sandbox,
                            clock: clock, gateway: gateway))
                }
            }
        }
        withExtendedLifetime(folder) {}
    }

    /// Runs a server for as long as a body.
    private static func serving(
        _ serve: @escaping @Sendable (@escaping @Sendable (Int) async -> Void) async throws -> Void,
        _ body: (Int) async throws -> Void
    ) async throws {
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let serving = Task(executorPreference: SpareThreads.shared) {
            defer { ready.finish() }
            try await serve { ready.yield($0) }
        }
        // One after another: a server must not end while the one before it still connects to it.
        do {
            try await body(try #require(await ports.first { _ in true }))
        } catch {
            serving.cancel()
            _ = await serving.result
            throw error
        }
        serving.cancel()
        _ = await serving.result
    }

    static func body(_ prompt: String = "A dance.", _ more: [String: JSON] = [:]) -> String {
        let members =
            [
                JSON.Member("model", .string(MotionControl.defaultModel.text)),
                JSON.Member("image_url", "https://example.com/hero.png"),
                JSON.Member("video_url", "https://example.com/dance.mp4"),
                JSON.Member("prompt", .string(prompt)),
            ] + more.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }
        return JSON.object(members).compactText
    }

    func post(
        _ body: String = body(), to path: String = path, _ headers: [String: String] = [:]
    ) async -> HTTPMessage {
        await client.send(
            "POST", path, RunningGateway.lines(["Content-Type": "application/json"], headers),
            body: body
        ).answer
    }

    func get(_ target: String, _ headers: [String: String] = [:]) async -> HTTPMessage {
        await client.send("GET", target, RunningGateway.lines(headers, [:])).answer
    }

    private static func lines(_ some: [String: String], _ others: [String: String]) -> String {
        some.merging(others) { $1 }.map { "\($0): \($1)\r\n" }.sorted().joined()
    }

    /// Sends a POST and goes away: at once, or when all of the answer has come and nobody read it.
    func postAndHangUp(_ body: String, afterAnswer: Bool = false) async throws {
        try await client.connect { connection in
            try await connection.send(
                "POST \(RunningGateway.path) HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                    + body)
            try await eventually("it is sent") { await posts == 1 }
            if afterAnswer {
                try await eventually("it is answered") { try accepted == 1 }
                // Not read: the answer lies in this machine's buffers when they are thrown away.
                try await Task.sleep(for: .milliseconds(100))
            }
            try await connection.reset()
        }
    }

    /// How many submissions the provider has.
    var accepted: Int {
        get throws { try ledger.submissions(in: .accepted).count }
    }

    /// How many POSTs arrived at the provider.
    var posts: Int {
        get async {
            let answer = await sandbox.answer(
                to: SandboxRequest(method: "GET", target: "/sandbox/submissions", headers: [:]))
            return (try? JSON(parsing: answer.body))?["submissions"]?.array?.count ?? -1
        }
    }

    /// A new key, as a request shows it.
    func bearer(_ name: Name, project: Name? = nil, isAdmin: Bool = false) async throws
        -> [String: String]
    {
        let grant = KeyGrant(name: name, project: project, isAdmin: isAdmin, expiresAt: nil)
        let token = try await ledger.createKey(grant, at: clock.now).token
        return ["Authorization": "Bearer \(token.text)"]
    }

    func setBudget(_ name: Name, _ usd: String, scope: Scope = .everything) async throws {
        try await ledger.set(
            Budget(
                name: name, scope: scope, unit: .month,
                limit: .usd(try USD(userText: usd))), at: clock.now)
    }
}

extension SandboxProvider {
    /// The generations of every POST that arrived, in order.
    func generationIDs() -> [String] {
        let reply = answer(
            to: SandboxRequest(method: "GET", target: "/sandbox/submissions", headers: [:]))
        let all = (try? JSON(parsing: reply.body))?["submissions"]?.array ?? []
        return all.compactMap { $0["generation_id"]?.string }
    }
}
