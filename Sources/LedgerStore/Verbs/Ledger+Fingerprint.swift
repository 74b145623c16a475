import Crypto
import Foundation
import Text

extension Ledger {
    /// A salted SHA-256 of a request's bytes, as 64 hexadecimal digits: the same request gives the same
    /// one in this ledger, and nothing about the request can be read from it.
    package func fingerprint(of request: [UInt8]) -> String {
        var hasher = SHA256()
        hasher.update(data: Data(salt.utf8))
        hasher.update(data: request)
        return Hexadecimal.text(of: hasher.finalize())
    }
}
