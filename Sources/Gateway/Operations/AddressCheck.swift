import NIOCore
import NIOPosix
import Transport

extension GatewayServer {
    /// Binds an address and gives it back, so that it is known whether a gateway can listen there.
    ///
    /// - Throws: ``GatewayServerError``.
    package static func requireFree(host: String, port: Int) async throws {
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: host, port: port).get()
            try await channel.close()
        } catch let error as IOError {
            throw GatewayServerError(
                address: "\(Authority(host: host, port: port))", errorNumber: error.errnoCode)
        }
    }
}
