import LosslessJSON
import Synchronization
import TestSupport

/// A channel's receiver: takes alerts down, and answers as it is told at the moment.
final class Receiver: Sendable {
    enum Answer: Sendable {
        case status(Int)
        /// Reads the request and says nothing.
        case silence
        /// Breaks the line off once the request was read.
        case cut
    }

    private final class Instruction: Sendable {
        let answer = Mutex(Answer.status(200))
    }

    private let server: RawServer
    private let instruction: Instruction

    init() async throws {
        let instruction = Instruction()
        self.instruction = instruction
        let behaviour = RawServer.Behaviour("receiver") { connection in
            while try await connection.request() != nil {
                switch instruction.answer.withLock({ $0 }) {
                case .status(let status):
                    try await connection.send(HTTPMessage.answer("\(status) Status"))
                case .silence: return try await connection.drain()
                case .cut: return
                }
            }
        }
        server = try await RawServer.start(behaviour)
    }

    var port: Int { server.port }

    func answers(_ answer: Answer) { instruction.answer.withLock { $0 = answer } }

    var requests: [HTTPMessage] { server.requests }

    /// The ids under which alerts came, in order.
    var ids: [String] { requests.compactMap { $0.header("webhook-id") } }

    /// The alerts that came.
    var alerts: [JSON] { requests.map(\.json) }
}
