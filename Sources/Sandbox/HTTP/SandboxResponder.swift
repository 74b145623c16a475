import Foundation
import Hummingbird
import NIOCore

/// Turns requests of the wire into values, and answers into bytes, or into what should go wrong.
struct SandboxResponder: HTTPResponder {
    let provider: SandboxProvider
    let uploadLimitBytes: Int
    /// Gets one line per request.
    let onRequest: (@Sendable (String) -> Void)?

    /// How long a hanging answer keeps its connection, when it is not stopped before.
    private static let patience = Duration.seconds(600)

    func respond(to request: Request, context: SandboxContext) async throws -> Response {
        let head = SandboxRequest(request.head, body: [])
        let answer: SandboxAnswer
        if let body = try await body(of: request) {
            answer = await provider.answer(to: SandboxRequest(request.head, body: body))
        } else {
            answer = await provider.refusalOfLargeBody(to: head)
        }
        log(head, answer)
        return try await deliver(answer, over: context.channel)
    }

    /// The whole body; nil when it is over the limit.
    private func body(of request: Request) async throws -> [UInt8]? {
        if let text = request.headers[.contentLength], let length = Int(text),
            length > uploadLimitBytes
        {
            return nil
        }
        var bytes: [UInt8] = []
        for try await chunk in request.body {
            guard bytes.count + chunk.readableBytes <= uploadLimitBytes else { return nil }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return bytes
    }

    private func deliver(_ answer: SandboxAnswer, over channel: any Channel) async throws
        -> Response
    {
        switch answer.delivery {
        case .whole: return Response(answer)
        case .late(let delay):
            try await Task.sleep(for: delay)
            return Response(answer)
        case .torn:
            return Response(
                answer,
                body: ResponseBody(contentLength: answer.body.count) { writer in
                    try await writer.write(
                        ByteBuffer(bytes: answer.body.prefix(answer.body.count / 2)))
                    // Not finished: the error closes the connection where the body stops.
                    throw BrokenConnection()
                })
        case .reset:
            try await reset(channel)
            throw BrokenConnection()
        case .hang:
            try await Task.sleep(for: SandboxResponder.patience)
            try await channel.close()
            throw BrokenConnection()
        case .padded(let count, let end):
            return Response(answer, body: padded(answer.body, count: count, end: end))
        }
    }

    /// Closes without lingering, which sends RST: the client sees "connection reset by peer".
    private func reset(_ channel: any Channel) async throws {
        if let options = channel as? any SocketOptionProvider {
            try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        try await channel.close()
    }

    private func padded(_ start: [UInt8], count: Int, end: String) -> ResponseBody {
        let length = start.count + count + end.utf8.count
        return ResponseBody(contentLength: length) { writer in
            try await writer.write(ByteBuffer(bytes: start))
            let piece = ByteBuffer(repeating: UInt8(ascii: "x"), count: 1_000_000)
            var rest = count
            while rest > 0 {
                let size = min(rest, piece.readableBytes)
                try await writer.write(piece.getSlice(at: 0, length: size)!)
                rest -= size
            }
            try await writer.write(ByteBuffer(string: end))
            try await writer.finish(nil)
        }
    }

    private func log(_ request: SandboxRequest, _ answer: SandboxAnswer) {
        guard let onRequest else { return }
        let outcome =
            switch answer.delivery {
            case .whole: "\(answer.status)"
            case .torn: "\(answer.status), torn"
            case .reset: "connection reset"
            case .hang: "no answer"
            case .late(let delay): "\(answer.status), after \(delay)"
            case .padded(let bytes, _): "\(answer.status), padded by \(bytes) bytes"
            }
        let names = request.query.items.map(\.name).joined(separator: "&")
        let target = names.isEmpty ? request.path : "\(request.path)?\(names)"
        onRequest("\(request.method) \(target): \(outcome)")
    }
}

/// Ends a response that was meant to break.
private struct BrokenConnection: Error {}

extension SandboxRequest {
    fileprivate init(_ head: HTTPRequest, body: [UInt8]) {
        var headers: [String: String] = [:]
        for field in head.headerFields where headers[field.name.canonicalName] == nil {
            headers[field.name.canonicalName] = field.value
        }
        self.init(
            method: head.method.rawValue, target: head.path ?? "/", headers: headers, body: body)
    }
}

extension Response {
    fileprivate init(_ answer: SandboxAnswer, body: ResponseBody? = nil) {
        var fields = HTTPFields()
        for header in answer.headers {
            fields[.init(header.name)!] = header.value
        }
        fields[.init(DateHandler.fieldName)!] = fields[.date] ?? ""
        self.init(
            status: HTTPResponse.Status(code: answer.status), headers: fields,
            body: body ?? ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
