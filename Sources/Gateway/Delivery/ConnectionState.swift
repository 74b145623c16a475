import NIOCore
import NIOPosix

/// What the kernel says of a TCP connection.
struct ConnectionState: Hashable, Sendable {
    /// Every byte that was written has arrived at the other machine, and no reset came.
    let hasArrived: Bool
    /// Neither side has closed it.
    let isEstablished: Bool
}

extension Channel {
    /// Fails for a channel that is closed.
    var connectionState: EventLoopFuture<ConnectionState> {
        guard let options = self as? any SocketOptionProvider else {
            return eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
        }
        let error: EventLoopFuture<CInt> = options.unsafeGetSocketOption(
            level: .socket, name: .so_error)
        return error.and(options.getTCPInfo()).map { error, info in
            ConnectionState(
                hasArrived: error == 0 && info.tcpi_unacked == 0,
                isEstablished: info.tcpi_state == TCPState.established)
        }
    }

    /// Whether neither side has ended the connection.
    var isStanding: Bool {
        get async { (try? await connectionState.get())?.isEstablished ?? false }
    }

    /// Whether the other side has all that was written, and neither side has ended the connection.
    ///
    /// Asked on the channel's loop, behind whatever waits there: what came from the other side is known.
    var isAtRest: Bool {
        get async {
            guard let state = try? await connectionState.get() else { return false }
            return state.hasArrived && state.isEstablished
        }
    }
}

/// Of Linux's `tcp_states.h`.
private enum TCPState {
    static let established: UInt8 = 1
}
