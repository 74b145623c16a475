import TestSupport

/// What came of a ``RawRequest``.
struct CorpusRun: Sendable {
    /// Of all answers, in their order.
    var statuses: [Int] = []
    /// Whether the server ended the connection when the client had.
    var hasEnded = false

    /// Sends the bytes on a connection of their own. After the first answer, or at once, the client
    /// ends its side, and reads to the end.
    ///
    /// - Parameter pieceBytes: how much is sent at once; a pause of a millisecond follows.
    static func sending(_ request: RawRequest, to port: Int, pieceBytes: Int = .max) async
        -> CorpusRun
    {
        let run = await withTaskGroup(of: CorpusRun?.self) { group in
            group.addTask { await exchange(request, port, pieceBytes) }
            group.addTask {
                try? await Task.sleep(for: .seconds(60))
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        return run ?? CorpusRun()
    }

    private static func exchange(_ request: RawRequest, _ port: Int, _ pieceBytes: Int) async
        -> CorpusRun
    {
        var bytes: [UInt8] = []
        do {
            try await RawClient(port: port).connect { connection in
                var rest = request.bytes[...]
                while !rest.isEmpty {
                    try await connection.sender.send(rest.prefix(pieceBytes))
                    rest = rest.dropFirst(pieceBytes)
                    if !rest.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
                }
                if request.endsAtOnce { connection.finish() }
                var hasFinished = request.endsAtOnce
                while let more = try await connection.receive() {
                    bytes += more
                    if !hasFinished, !statuses(in: bytes).isEmpty {
                        connection.finish()
                        hasFinished = true
                    }
                }
            }
        } catch {
            // A reset is an end as well.
        }
        return CorpusRun(statuses: statuses(in: bytes), hasEnded: !Task.isCancelled)
    }

    /// Those of whole answers. A length counts as such also where no body may follow.
    static func statuses(in bytes: [UInt8]) -> [Int] {
        var statuses: [Int] = []
        var rest = bytes[...]
        while let end = rest.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound {
            var head = HTTPMessage()
            head.append(rest[..<end])
            let length = head.header("content-length").flatMap { Int($0) } ?? 0
            guard let status = head.status, rest[end...].count >= length else { break }
            statuses.append(status)
            rest = rest[end...].dropFirst(length)
        }
        return statuses
    }
}
