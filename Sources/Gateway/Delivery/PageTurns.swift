import Accounting
import NIOCore

/// Pages, reports and commands, made one after the other: they take a processor for as long as they are made,
/// and submissions go on beside them.
///
/// Each caller has one place in the queue, however much it asks for: one that asks for a hundred reports makes
/// another wait for one of them.
struct PageTurns: Sendable {
    private let ofCallers = Turns<Name?>()
    private let ofAll = Turns<Bool>()

    /// - Throws: ``GatewayError`` where the client has gone by the time it is its turn; what `body` throws.
    func run<Result>(
        for caller: Caller, on channel: any Channel, _ body: () async throws -> Result
    ) async throws -> Result {
        try await ofCallers.run(named: caller.name) { hasWaitedForItself in
            try await ofAll.run(named: true) { hasWaitedForOthers in
                if hasWaitedForItself || hasWaitedForOthers, await !channel.isStanding {
                    throw GatewayError.clientGone
                }
                return try await body()
            }
        }
    }
}
