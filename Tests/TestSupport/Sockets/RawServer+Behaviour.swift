extension RawServer {
    /// What a ``RawServer`` does with a connection that it has taken up. Its end closes the connection.
    package struct Behaviour: Sendable, CustomStringConvertible {
        package let description: String
        let serve: @Sendable (RawConnection) async throws -> Void

        package init(
            _ description: String, serve: @escaping @Sendable (RawConnection) async throws -> Void
        ) {
            self.description = description
            self.serve = serve
        }

        /// Answers every request with this text, for as long as the client sends some.
        package static func reply(_ text: String) -> Behaviour {
            Behaviour("reply") { connection in
                while try await connection.request() != nil { try await connection.send(text) }
            }
        }

        /// Answers one request on each connection, and ends it.
        package static func answerOnce(
            _ status: String, _ body: String = "", type: String = "application/json",
            headers: String = "", length: Int? = nil
        ) -> Behaviour {
            let headers = "Content-Type: \(type)\r\nConnection: close\r\n\(headers)"
            return .cut(after: HTTPMessage.answer(status, body, headers, length: length))
        }

        /// Answers with this text as soon as the head is there, and goes on reading.
        package static func replyToHead(_ text: String) -> Behaviour {
            Behaviour("replyToHead") { connection in
                var message = HTTPMessage()
                while !message.hasHead {
                    guard let bytes = try await connection.receive() else { return }
                    message.append(bytes)
                }
                try await connection.send(text)
                try await connection.drain()
            }
        }

        /// Sends this text without waiting for anything, and reads on.
        package static func greet(_ text: String) -> Behaviour {
            Behaviour("greet") { connection in
                try await connection.send(text)
                try await connection.drain()
            }
        }

        /// Sends this text as soon as any bytes are there, and reads on.
        package static func replyToFirstBytes(_ text: String) -> Behaviour {
            Behaviour("replyToFirstBytes") { connection in
                guard try await connection.receive() != nil else { return }
                try await connection.send(text)
                try await connection.drain()
            }
        }

        /// Reads a request and says nothing, until the client gives up.
        package static let silence = Behaviour("silence") { connection in
            _ = try await connection.request()
            try await connection.drain()
        }

        /// Reads a request, sends this text and ends.
        package static func cut(after text: String = "") -> Behaviour {
            Behaviour("cut after \(text.utf8.count) bytes") { connection in
                guard try await connection.request() != nil else { return }
                if !text.isEmpty { try await connection.send(text) }
                connection.finish()
                try await connection.drain()
            }
        }

        /// Reads a request, and resets the connection.
        package static let reset = Behaviour("reset") { connection in
            guard try await connection.request() != nil else { return }
            try await connection.reset()
        }

        /// Resets the connection when its first bytes are there.
        package static let resetAtFirstByte = Behaviour("resetAtFirstByte") { connection in
            _ = try await connection.receive()
            try await connection.reset()
        }

        package static let closeAtOnce = Behaviour("closeAtOnce") { _ in }

        /// Answers with a body of this many bytes, in pieces of 64 KiB.
        package static func flood(bytes: Int, withLength: Bool) -> Behaviour {
            Behaviour("flood of \(bytes) bytes") { connection in
                guard try await connection.request() != nil else { return }
                let length = withLength ? "Content-Length: \(bytes)\r\n" : ""
                try await connection.send("HTTP/1.1 200 OK\r\n\(length)\r\n")
                let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 64 * 1024)
                for _ in 0..<bytes / piece.count { try await connection.sender.send(piece) }
            }
        }

        /// Answers with a head of `x-inference-id: dripped` and a byte of body every 50 ms, 1,200 in all.
        package static let drip = Behaviour("drip") { connection in
            guard try await connection.request() != nil else { return }
            try await connection.send("HTTP/1.1 200 OK\r\nx-inference-id: dripped\r\n\r\n")
            for _ in 0..<1200 {
                try await connection.send(" ")
                try await Task.sleep(for: .milliseconds(50))
            }
        }

        /// A proxy that opens tunnels to ports of this machine.
        package static let tunnel = Behaviour("tunnel") { connection in
            let words = try await connection.request()?.startLine.split(separator: " ") ?? []
            guard words.first == "CONNECT", let port = words[1].split(separator: ":").last,
                let port = Int(port)
            else { return }
            let client = connection.sender
            try await RawClient(port: port).connect { peer in
                try await client.send(Array(HTTPMessage.answer("200 Connected").utf8))
                let server = peer.sender
                async let answers: Void = peer.copy(to: client)
                try await connection.copy(to: server)
                try await answers
            }
        }
    }
}
