import Foundation
import Synchronization
import TestSupport
import Testing

/// What the crash tests need of the machine, and how hard they are to try.
enum Crash {
    /// `BURSAR_SOAK=1` asks for ten times the kills.
    static let isSoak = ProcessInfo.processInfo.environment["BURSAR_SOAK"] == "1"

    /// Runs jobs, at most so many at once. The first error ends it.
    static func concurrently<Job: Sendable>(
        _ width: Int, _ jobs: [Job], _ body: @escaping @Sendable (Job) async throws -> Void
    ) async throws {
        var waiting = jobs[...]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for job in waiting.prefix(width) { group.addTask { try await body(job) } }
            waiting = waiting.dropFirst(width)
            while try await group.next() != nil {
                if let job = waiting.popFirst() { group.addTask { try await body(job) } }
            }
        }
    }
}

/// Counts what several tasks do.
final class CrashTally: Sendable {
    private let counts = Mutex((alive: 0, all: 0))
    private let life: Mutex<Double>

    /// - Parameter lifeSeconds: how long a submission is thought to live.
    init(lifeSeconds: Double) { life = Mutex(lifeSeconds) }

    /// A moment of a submission's life: how long it lives changes with what else the machine does.
    func seconds(atFraction fraction: Double) -> Double { life.withLock { $0 * fraction } }

    /// Counts a kill. One that came too late shortens the lives of the next, one in time lengthens
    /// them, so that the moments go on reaching from the first to the last.
    func count(wasAlive: Bool) {
        counts.withLock {
            $0.all += 1
            if wasAlive { $0.alive += 1 }
        }
        life.withLock { $0 *= wasAlive ? 1.05 : 0.9 }
    }

    /// How many were killed while they lived.
    var alive: Int { counts.withLock(\.alive) }
    var all: Int { counts.withLock(\.all) }
}
