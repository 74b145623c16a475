import Dispatch
import TestSupport

@testable import LedgerStore

/// Keeps the writer of a ledger busy until it is opened, so that what is queued meanwhile is one batch.
final class Gate: Sendable {
    private let ledger: Ledger
    private let barrier = DispatchSemaphore(value: 0)

    /// Returns when the writer is held.
    init(_ ledger: Ledger) async {
        self.ledger = ledger
        await withCheckedContinuation { held in
            Task { [barrier] in
                try await ledger.post(at: .start, isLong: true) { _ in
                    held.resume()
                    barrier.wait()
                }
            }
        }
    }

    /// Waits until so many jobs are queued.
    func queued(_ count: Int) async throws {
        while ledger.file.queue.count < count { try await Task.sleep(for: .microseconds(200)) }
    }

    func open() { barrier.signal() }
}
