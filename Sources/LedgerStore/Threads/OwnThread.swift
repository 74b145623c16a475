import Foundation

/// Runs what takes long or waits for others on a thread that is started for it. Swift's pool has one
/// thread for each processor, and all tasks stand still while they are held.
package enum OwnThread {
    /// Runs `body` to its end, also when the task is cancelled.
    package static func run<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Swift.Result { try body() })
            }
        }
    }
}
