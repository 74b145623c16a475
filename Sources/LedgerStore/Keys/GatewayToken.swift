package import Accounting
import Crypto
import Foundation
import Text

/// What a client sends to the gateway to say who it is: a secret, shown once and stored nowhere.
///
///     bsr_1f0a93c4_TQ5vXr0cD3nq2yH7m1sFJ8bWkE6uZp4LgA9iVxO-R_c
///         its id   43 characters of base64url: 32 random bytes
///
/// The id finds the key with one read. What is stored is the SHA-256 of all of it, which needs no salt
/// and no stretching: nobody guesses 256 random bits.
package struct GatewayToken: Hashable, Sendable {
    /// 8 hexadecimal digits, which are no secret.
    package let id: String
    /// All of it, for its owner alone.
    package let text: String

    private static let prefix = "bsr_"
    private static let idLength = 8
    private static let secretBytes = 32
    private static let secretLength = 43
    /// Bytes of every token.
    package static let length = prefix.utf8.count + idLength + 1 + secretLength

    /// A new one.
    package init(using generator: inout some RandomNumberGenerator) {
        let id = Hexadecimal.text(generator.next() as UInt32, digits: GatewayToken.idLength)
        let secret = (0..<GatewayToken.secretBytes).map { _ in generator.next() as UInt8 }
        self.id = id
        text = "\(GatewayToken.prefix)\(id)_\(GatewayToken.base64URL(secret))"
    }

    /// What somebody sent; nil where no token is written like it.
    package init?(_ text: String) {
        let bytes = text.utf8
        // The length of a native text is known: a long one costs no more than a short one.
        guard bytes.count == GatewayToken.length, text.hasPrefix(GatewayToken.prefix) else {
            return nil
        }
        let rest = bytes.dropFirst(GatewayToken.prefix.utf8.count)
        let id = rest.prefix(GatewayToken.idLength)
        let secret = rest.dropFirst(GatewayToken.idLength + 1)
        guard id.allSatisfy({ Hexadecimal.value(of: $0) != nil }),
            rest[id.endIndex] == UInt8(ascii: "_"), secret.allSatisfy(GatewayToken.isBase64URL)
        else { return nil }
        self.id = String(decoding: id, as: UTF8.self)
        self.text = text
    }

    /// What is stored of it.
    package var fingerprint: TokenFingerprint {
        TokenFingerprint(
            tokenID: id, digest: Hexadecimal.text(of: SHA256.hash(data: Data(text.utf8))))
    }

    private static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func isBase64URL(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension GatewayToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without the secret: `bsr_1f0a93c4_…`.
    package var description: String { "\(GatewayToken.prefix)\(id)_…" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
