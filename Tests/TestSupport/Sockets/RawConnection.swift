import NIOCore

/// One connection, of a server or of a client: it reads when it is told to, and ends as it is told.
///
/// It belongs to one task. Another one may write to it through its ``sender``.
package final class RawConnection {
    package let sender: Sender
    private let channel: any Channel
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let arrived: @Sendable (HTTPMessage) -> Void

    private init(
        _ channel: any Channel, _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ sender: Sender, arrived: @escaping @Sendable (HTTPMessage) -> Void
    ) {
        self.channel = channel
        self.inbound = inbound.makeAsyncIterator()
        self.sender = sender
        self.arrived = arrived
    }

    /// The next bytes, at most 64 KiB; nil when the other side has ended or the task is cancelled.
    ///
    /// - Throws: `IOError` when the connection was reset.
    package func receive() async throws -> [UInt8]? {
        channel.read()
        return try await inbound.next().map { Array($0.readableBytesView) }
    }

    /// The next request, head and body; nil when the other side ends before.
    package func request() async throws -> HTTPMessage? {
        var message = HTTPMessage()
        while !message.isWhole {
            guard let bytes = try await receive() else { return nil }
            message.append(bytes)
        }
        arrived(message)
        return message
    }

    /// Reads and forgets until the other side ends.
    package func drain() async throws {
        while try await receive() != nil {}
    }

    /// Hands on what arrives until the other side ends, and its end too.
    package func copy(to sender: Sender) async throws {
        defer { sender.finish() }
        while let bytes = try await receive() { try await sender.send(bytes) }
    }

    package func send(_ text: String) async throws { try await sender.send(Array(text.utf8)) }

    /// Ends this side. The other one may still send.
    package func finish() { sender.finish() }

    /// Breaks the connection off: the other side gets a reset instead of an end.
    package func reset() async throws {
        // SO_LINGER's structure: on, for 0 seconds.
        try await (channel as? any SocketOptionProvider)?
            .unsafeSetSocketOption(
                level: .socket, name: .so_linger, value: (CInt(1), CInt(0))
            ).get()
        try await channel.close()
    }

    /// Writes to a connection, from any task.
    package struct Sender: Sendable {
        fileprivate let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        fileprivate let sent: @Sendable (Int) -> Void

        /// Returns when the bytes are with the system, but for the last 64 KiB.
        package func send(_ bytes: some Collection<UInt8>) async throws {
            try await outbound.write(ByteBuffer(bytes: bytes))
            sent(bytes.count)
        }

        package func finish() { outbound.finish() }
    }
}

extension RawConnection {
    typealias RawChannel = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Reading only when told to is what keeps a server of tests from taking in what it should not.
    static func wrap(_ channel: any Channel) -> EventLoopFuture<RawChannel> {
        channel.eventLoop.makeCompletedFuture {
            let options = channel.syncOptions
            try options?.setOption(.autoRead, value: false)
            try options?.setOption(.maxMessagesPerRead, value: 1)
            try options?.setOption(.allowRemoteHalfClosure, value: true)
            let connection = try RawChannel(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true))
            // A server that ends may leave one that no task has taken up; NIO traps when such a
            // connection is released while it is open.
            channel.closeFuture.whenComplete { _ in withExtendedLifetime(connection) {} }
            return connection
        }
    }

    /// Runs a body with the connection, and closes it.
    static func run<Value>(
        _ channel: RawChannel, arrived: @escaping @Sendable (HTTPMessage) -> Void = { _ in },
        sent: @escaping @Sendable (Int) -> Void = { _ in },
        _ body: (sending RawConnection) async throws -> sending Value
    ) async throws -> sending Value {
        try await channel.executeThenClose { inbound, outbound in
            let sender = Sender(outbound: outbound, sent: sent)
            return try await body(
                RawConnection(channel.channel, inbound, sender, arrived: arrived))
        }
    }
}
