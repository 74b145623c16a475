import Foundation
import Synchronization
import TestSupport

/// A server that reads a request and answers the same bytes to each, whatever was asked.
final class CannedServer: Sendable {
    /// What happens after a request was read.
    enum Behaviour: Sendable {
        /// Sends this and closes.
        case answer(String)
        /// Says nothing, and keeps the connection.
        case silence
    }

    let port: Int
    private let listener: Int32
    private let log = Log()

    /// The requests that were read, head and body.
    var requests: [String] { log.requests.withLock { $0 } }
    var url: String { "http://127.0.0.1:\(port)" }

    init(_ behaviour: Behaviour) {
        (listener, port) = LocalSocket.listen()
        Thread.detachNewThread { [listener, log] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread { CannedServer.serve(connection, behaviour, log) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private final class Log: Sendable {
        let requests = Mutex<[String]>([])
    }

    private static func serve(_ connection: Int32, _ behaviour: Behaviour, _ log: Log) {
        defer { close(connection) }
        let bytes = LocalSocket.read(from: connection, until: isWhole)
        guard !bytes.isEmpty else { return }
        log.requests.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
        switch behaviour {
        case .answer(let text):
            LocalSocket.send(text, to: connection)
            shutdown(connection, Int32(SHUT_WR))
        case .silence: break
        }
        // Until the client has gone: closing earlier would reset what it has not read yet.
        _ = LocalSocket.read(from: connection, until: { _ in false })
    }

    /// Whether head and body of a request are there.
    static func isWhole(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return false }
        let length = text[..<end.lowerBound].lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        return text[end.upperBound...].utf8.count >= length ?? 0
    }

    /// An answer with a status line, a type, a length and a body.
    static func reply(
        _ status: String, _ body: String, type: String = "application/json", headers: String = "",
        length: Int? = nil
    ) -> Behaviour {
        .answer(
            "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\n\(headers)"
                + "Content-Length: \(length ?? body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
        )
    }
}
