import Hummingbird
import NIOCore
import Transport

/// What a request comes with: its connection.
struct GatewayContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Whether the other end is this machine.
    var isLocal: Bool { channel.remoteAddress?.isLoopback ?? false }
}

extension SocketAddress {
    fileprivate var isLoopback: Bool {
        guard let text = ipAddress else { return false }
        return Authority(host: text, port: 0).isLoopback
    }
}
