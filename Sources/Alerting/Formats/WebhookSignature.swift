import Crypto
import FoundationEssentials

/// What proves to the receiver of a webhook that it is genuine and unchanged.
///
/// HMAC-SHA256 over `id.timestamp.body`, in base64 after `v1,` (Standard Webhooks 1.0.0,
/// "Signature scheme"). The timestamp is that of the attempt: a receiver refuses an old one.
///
///     WebhookSignature.text(id: "msg_1", timestamp: 1_614_265_330, body: "{}", key: key)
///     // "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="
package enum WebhookSignature {
    /// - Parameters:
    ///   - id: without a full stop, which would let two messages share a signature.
    ///   - timestamp: whole seconds since 1970.
    package static func text(
        id: String, timestamp: Int64, body: String, key: SigningKey
    ) -> String {
        let content = Array("\(id).\(timestamp).\(body)".utf8)
        let code = HMAC<SHA256>.authenticationCode(
            for: content, using: SymmetricKey(data: key.bytes))
        return "v1," + Data(code).base64EncodedString()
    }
}
