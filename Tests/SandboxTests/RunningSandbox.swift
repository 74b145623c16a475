import TestSupport

@testable import Sandbox

/// A sandbox on a free port for the length of a closure.
func withRunningSandbox<Result: Sendable>(
    _ change: (inout SandboxOptions) -> Void = { _ in },
    _ body: @Sendable (Int) async throws -> Result
) async throws -> Result {
    var options = SandboxOptions()
    change(&options)
    let clock = ManualClock(SandboxFixture.start)
    let provider = SandboxProvider(options: options, now: { clock.now })
    let server = SandboxServer(provider: provider, port: 0)
    let (ports, ready) = AsyncStream.makeStream(of: Int.self)
    let serving = Task(executorPreference: SpareThreads.shared) {
        defer { ready.finish() }
        try await server.run { ready.yield($0) }
    }
    guard let port = await ports.first(where: { _ in true }) else {
        try await serving.value
        throw CancellationError()
    }
    do {
        let result = try await body(port)
        serving.cancel()
        try await serving.value
        return result
    } catch {
        serving.cancel()
        throw error
    }
}
