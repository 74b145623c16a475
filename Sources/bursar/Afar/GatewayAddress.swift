import Provider
import Transport

/// The gateway that owns the ledger, and the key that it is shown, as the environment names them.
struct GatewayAddress: Sendable {
    let endpoint: ProviderEndpoint
    /// Nil for a gateway without keys, which serves its own machine.
    let key: APIKey?

    static let variable = "BURSAR_GATEWAY"
    static let keyVariable = "BURSAR_GATEWAY_KEY"

    /// What messages call it: `https://videos.example:8787`.
    var shown: String { endpoint.shown }

    /// Nil where no gateway is named.
    init?(environment: [String: String]) throws(Failure) {
        let isKeySet = environment[GatewayAddress.keyVariable].map { !$0.isEmpty } ?? false
        guard let text = environment[GatewayAddress.variable], !text.isEmpty else {
            // What it is to be asked for would be held against no budget of the gateway.
            guard !isKeySet else {
                throw Failure(
                    .failed,
                    "\(GatewayAddress.keyVariable) is set, and \(GatewayAddress.variable) is not: set it to"
                        + " the gateway's address, or unset the key to use a ledger of this machine (nothing"
                        + " was sent)")
            }
            return nil
        }
        do {
            endpoint = try ProviderEndpoint(parsing: text)
        } catch {
            throw Failure(
                .failed,
                "\(GatewayAddress.variable) is no address of a gateway: \(error.description); write it"
                    + " like https://videos.example:8787 (nothing was sent)")
        }
        key = environment[GatewayAddress.keyVariable].flatMap { $0.isEmpty ? nil : APIKey($0) }
        if let key, !key.isSendable {
            throw Failure(
                .failed,
                "\(GatewayAddress.keyVariable) holds characters that no key has (quotation marks, spaces,"
                    + " line ends or other than ASCII): set it to the token that bursar keys create"
                    + " printed (nothing was sent)")
        }
    }

    /// The warning about a key that crosses a network readably; nil where none does.
    var warning: String? {
        guard key != nil, !endpoint.isSecure, !endpoint.peer.isLoopback else { return nil }
        return
            "\(shown) (from \(GatewayAddress.variable)) is not encrypted: the key and what is sent can"
            + " be read on the way; use https:// where you can"
    }
}

extension CommandContext {
    /// The gateway that commands ask in the place of a ledger of this machine; nil without one, and in the
    /// gateway itself.
    func gatewayAddress() throws(Failure) -> GatewayAddress? {
        served == nil ? try GatewayAddress(environment: environment) : nil
    }
}
