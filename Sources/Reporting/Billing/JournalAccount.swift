import Accounting
import Text

/// Names of accounts that hledger, ledger and beancount all read: parts of ASCII letters, digits and
/// hyphens, of which each begins with a capital or a digit.
///
///     Expenses:AIML-API:Klingai:Video-v3-motion-control:Pro:Video
///
/// Other names are other accounts: what a part cannot hold is told apart by a hash at its end.
enum JournalAccount {
    /// Credits that were bought: what is charged and what is reserved comes from there.
    static let balance = "Assets:AIML-API:Balance"

    static func charged(_ subject: Subject) -> String { "Expenses:AIML-API:" + name(of: subject) }

    static func reserved(_ subject: Subject) -> String {
        "Assets:AIML-API:Reserved:" + name(of: subject)
    }

    /// The model, a level for each part between its slashes; then the mode and the orientation.
    private static func name(of subject: Subject) -> String {
        let model = subject.model.text.utf8
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { part(Array($0)) }
        let rest = [
            subject.mode.map { part(Array($0.rawValue.utf8)) } ?? "No-mode",
            subject.orientation.map { part(Array($0.rawValue.utf8)) } ?? "No-orientation",
        ]
        return (model + rest).joined(separator: ":")
    }

    private static func part(_ bytes: [UInt8]) -> String {
        if isPlain(bytes) {
            // A point between two others, as in v2.6, becomes two hyphens, which no plain part has.
            let text = String(decoding: bytes, as: UTF8.self).replacing(".", with: "--")
            return text.prefix(1).uppercased() + text.dropFirst()
        }
        let kept = bytes.prefix(40).map { isWord($0) || isCapital($0) ? $0 : hyphen }
        return "N-\(String(decoding: kept, as: UTF8.self))-\(hash(bytes))"
    }

    /// Small letters, digits, and single points and hyphens between them. None looks like a part with a
    /// hash, as those begin with a capital before a hyphen and these would need `n-` for it.
    private static func isPlain(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first, let last = bytes.last, isWord(first), isWord(last),
            !bytes.starts(with: Array("n-".utf8))
        else { return false }
        var isMark = false
        for byte in bytes {
            let isNext = byte == hyphen || byte == UInt8(ascii: ".")
            guard isWord(byte) || isNext && !isMark else { return false }
            isMark = isNext
        }
        return true
    }

    private static let hyphen = UInt8(ascii: "-")

    private static func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isCapital(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    /// FNV-1a, in 16 hexadecimal digits.
    private static func hash(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        return Hexadecimal.text(hash, digits: 16)
    }
}
