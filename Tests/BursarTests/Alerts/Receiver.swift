import Foundation
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

    let port: Int
    private let listener: Int32
    private let state = State()

    private final class State: Sendable {
        let answer = Mutex(Answer.status(200))
        let requests = Mutex<[String]>([])
    }

    init() {
        (listener, port) = LocalSocket.listen()
        Thread.detachNewThread { [listener, state] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread { Receiver.serve(connection, state) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    func answers(_ answer: Answer) { state.answer.withLock { $0 = answer } }

    /// The requests that came, head and body.
    var requests: [String] { state.requests.withLock { $0 } }

    /// The ids under which alerts came, in order.
    var ids: [String] { requests.compactMap { Receiver.header("webhook-id", of: $0) } }

    /// The alerts that came.
    var alerts: [JSON] {
        requests.compactMap { request in
            request.range(of: "\r\n\r\n").flatMap {
                try? JSON(parsing: request[$0.upperBound...].description)
            }
        }
    }

    static func header(_ name: String, of request: String) -> String? {
        request.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix("\(name):") }
            .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }

    private static func serve(_ connection: Int32, _ state: State) {
        defer { close(connection) }
        // A connection may carry several requests.
        while true {
            let bytes = LocalSocket.read(from: connection, until: CannedServer.isWhole)
            guard CannedServer.isWhole(bytes) else { return }
            state.requests.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
            switch state.answer.withLock({ $0 }) {
            case .status(let status):
                LocalSocket.send(
                    "HTTP/1.1 \(status) Status\r\nContent-Length: 0\r\n\r\n", to: connection)
            case .silence:
                _ = LocalSocket.read(from: connection, until: { _ in false })
                return
            case .cut: return
            }
        }
    }
}
