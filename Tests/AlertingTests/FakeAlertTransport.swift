import Accounting
import Alerting
import LosslessJSON
import Synchronization

/// Receives what is sent, and answers as it is told.
final class FakeAlertTransport: AlertTransport {
    private struct State {
        var received: [String] = []
        var answer: @Sendable (String) -> SendOutcome = { _ in SendOutcome(.delivered) }
        var timeouts: [Duration] = []
    }

    private let state = Mutex(State())

    /// The ids of the alerts that came, in order, as often as they came.
    var received: [String] { state.withLock { $0.received } }
    var timeouts: [Duration] { state.withLock { $0.timeouts } }

    func answers(_ answer: @escaping @Sendable (String) -> SendOutcome) {
        state.withLock { $0.answer = answer }
    }

    func send(_ outgoing: OutgoingMessage, timeout: Duration) async -> SendOutcome {
        guard case .run(_, let input) = outgoing,
            let id = (try? JSON(parsing: input))?["id"]?.string
        else { return SendOutcome(.never, reason: "no alert came") }
        return state.withLock { state in
            state.timeouts.append(timeout)
            let sent = state.answer(id)
            state.received.append(id)
            return sent
        }
    }
}
