import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// The token of a gateway key: its form, what is stored of it, and what is shown.
@Suite struct GatewayTokenTests {
    @Test(arguments: [UInt64](0..<50))
    func everyTokenIsOfOneFormAndReadBack(seed: UInt64) throws {
        let token = GatewayToken.seeded(seed)
        #expect(token.text.wholeMatch(of: /bsr_[0-9a-f]{8}_[A-Za-z0-9_-]{43}/) != nil, "\(seed)")
        #expect(token.text.utf8.count == GatewayToken.length)
        #expect(token.text.dropFirst(4).prefix(8) == token.id)
        #expect(GatewayToken(token.text) == token)
        #expect(token.fingerprint.tokenID == token.id)
        #expect(token.fingerprint.digest.wholeMatch(of: /[0-9a-f]{64}/) != nil)
    }

    /// With no code of the token's: 4 bytes of id, 32 of the secret, SHA-256 by `sha256sum`.
    @Test func theSecretIs32BytesInBase64URL() throws {
        let token = GatewayToken.seeded(7)
        var text = String(token.text.suffix(43)).replacing("-", with: "+").replacing("_", with: "/")
        text += "="
        #expect(Data(base64Encoded: text)?.count == 32)
        var zeros = Constant(value: 0)
        let plain = GatewayToken(using: &zeros)
        #expect(plain.text == "bsr_00000000_" + String(repeating: "A", count: 43))
        #expect(
            plain.fingerprint.digest
                == "ac9bb3d1b7c1fd5b38a8d47531e2a0b0570a9b8f2a6445b8ff254a3e70a6c160")
        var ones = Constant(value: .max)
        #expect(
            GatewayToken(using: &ones).text
                == "bsr_ffffffff_" + String(repeating: "_", count: 42) + "8")
    }

    @Test func twoTokensOfTheSystemDiffer() {
        #expect(Set((0..<1000).map { _ in GatewayToken.random().text }).count == 1000)
    }

    @Test(arguments: [
        "", "bsr_", "bsr", "sk-4f7a19-very-secret", "bsr_00000000_", "\0", "é", "bsr_\u{301}",
        "bsr_0000000_" + String(repeating: "A", count: 44),
        "bsr_0000000g_" + String(repeating: "A", count: 43),
        "bsr_00000000-" + String(repeating: "A", count: 43),
        "BSR_00000000_" + String(repeating: "A", count: 43),
        "bsr_00000000_" + String(repeating: "A", count: 42),
        "bsr_00000000_" + String(repeating: "A", count: 44),
        "bsr_00000000_" + String(repeating: "A", count: 42) + "+",
        "bsr_00000000_" + String(repeating: "A", count: 42) + "=",
        "bsr_00000000_" + String(repeating: "A", count: 42) + "\0",
        "bsr_00000000_" + String(repeating: "A", count: 41) + "é",
        " bsr_00000000_" + String(repeating: "A", count: 43),
        "bsr_00000000_" + String(repeating: "A", count: 43) + "\n",
        String(repeating: "bsr_", count: 14), String(repeating: "A", count: 1 << 20),
    ])
    func whatNoTokenIsWrittenLikeIsNone(text: String) {
        #expect(GatewayToken(text) == nil)
    }

    @Test func whateverPrintsATokenShowsNoSecret() {
        let token = GatewayToken.seeded(3)
        let secret = token.text.suffix(43)
        var dumped = ""
        dump(token, to: &dumped)
        var inside = ""
        dump([token], to: &inside)
        for text in [
            "\(token)", String(describing: token), String(reflecting: token), dumped, inside,
            "\([token])", "\(Optional(token) as Any)", "\((token, 1))",
        ] {
            #expect(!text.contains(secret.prefix(8)), "\(text)")
        }
        #expect("\(token)" == "bsr_\(token.id)_…")
    }

    /// A comparison that stops at the first difference would say how much of a digest was guessed.
    @Test(arguments: [0, 1, 31, 62, 63, nil])
    func aComparisonReadsAllOfBothWhereverTheyDiffer(place: Int?) {
        let right = Array(GatewayToken.seeded(9).fingerprint.digest.utf8)
        var wrong = right
        if let place { wrong[place] ^= 1 }
        let (left, other) = (Watched(right), Watched(wrong))
        #expect(ConstantTime.areEqual(left, other) == (place == nil))
        #expect(left.reads == 64 && other.reads == 64)
    }

    @Test func runsOfDifferentLengthsAreNotEqual() {
        #expect(!ConstantTime.areEqual([1, 2], [1, 2, 0]))
        #expect(!ConstantTime.areEqual([], [0]))
        #expect(ConstantTime.areEqual([UInt8](), [UInt8]()))
    }
}

/// Says the same number again and again.
private struct Constant: RandomNumberGenerator {
    let value: UInt64

    func next() -> UInt64 { value }
}

/// Bytes that count how often one of them is read.
private final class Watched: Collection {
    private let bytes: [UInt8]
    private(set) var reads = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var startIndex: Int { 0 }
    var endIndex: Int { bytes.count }

    func index(after index: Int) -> Int { index + 1 }

    subscript(index: Int) -> UInt8 {
        reads += 1
        return bytes[index]
    }
}
