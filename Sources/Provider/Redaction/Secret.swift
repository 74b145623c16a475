import LosslessJSON
import Text
import Transport

/// A text that must not be repeated, and where another one repeats it.
struct Secret: Sendable {
    /// What is shown in its place.
    let name: String
    let text: String
    /// Bytes of the shortest text that is looked for at all.
    private let shortestWhole: Int
    /// Bytes of the shortest part that gives the whole away.
    private let shortestPart: Int
    /// A short one counts only where no letter or digit goes on with it.
    private let isWord: Bool
    /// The forms of one that many texts are searched for.
    private var knownForms: [Form]?

    /// One way in which it may be repeated.
    private struct Form {
        let bytes: [UInt8]
        /// What a text is searched for: as many bytes in a row as give the whole away.
        let parts: Set<ArraySlice<UInt8>>
    }

    /// Unicode scalars of a secret, and of a text that is searched, that are looked at. Of a longer
    /// secret it is the beginning, and the end by which some shorten texts in the middle.
    static let longest = 8192
    private static let longestEnd = 1024

    static func key(_ text: String) -> Secret {
        var secret = Secret(
            name: "[key]", text: text, shortestWhole: 4, shortestPart: 12, isWord: false)
        secret.knownForms = secret.forms
        return secret
    }

    static func text(_ text: String, shownAs name: String) -> Secret {
        Secret(name: name, text: text, shortestWhole: 8, shortestPart: 20, isWord: true)
    }

    /// What is compared: ASCII letters in lower case.
    static func folded(_ text: some Sequence<UInt8>) -> [UInt8] {
        text.map { (0x41...0x5A) ~= $0 ? $0 | 0x20 : $0 }
    }

    static func folded(_ text: String) -> [UInt8] { folded(text.utf8) }

    /// Where a folded text repeats it, in no order. Never a part of a character.
    func runs(in text: [UInt8]) -> [Range<Int>] {
        let length = self.text.utf8.count
        // Most texts are a word, and cannot hold anything.
        guard length >= shortestWhole, text.count >= min(length, shortestPart) else { return [] }
        return (knownForms ?? forms).flatMap { form in
            form.bytes.count < shortestPart
                ? text.ranges(of: form.bytes).filter { !isWord || Secret.isWord($0, in: text) }
                : commonRuns(of: form, in: text)
        }
    }

    private func parts(of bytes: [UInt8]) -> some Sequence<ArraySlice<UInt8>> {
        (0..<max(0, bytes.count - shortestPart + 1)).lazy.map { bytes[$0..<$0 + shortestPart] }
    }

    /// Every run of bytes of which each `shortestPart` in a row are in the form as well.
    private func commonRuns(of form: Form, in text: [UInt8]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for part in parts(of: text) where form.parts.contains(part) {
            if let last = runs.last, part.startIndex <= last.upperBound {
                runs[runs.count - 1] = last.lowerBound..<part.endIndex
            } else {
                runs.append(part.startIndex..<part.endIndex)
            }
        }
        return runs.map { Secret.widened($0, in: text) }
    }

    private static func isWord(_ range: Range<Int>, in text: [UInt8]) -> Bool {
        ![text[..<range.lowerBound].last, text[range.upperBound...].first].contains { byte in
            byte.map { (0x30...0x39) ~= $0 || (0x61...0x7A) ~= $0 } ?? false
        }
    }

    /// As the text may be repeated: plain, or escaped for JSON, for JSON in ASCII or for a URL.
    private var forms: [Form] {
        let scalars = text.unicodeScalars
        let ends =
            text.utf8.count <= Secret.longest
            ? [text]
            : [String(scalars.prefix(Secret.longest)), String(scalars.suffix(Secret.longestEnd))]
        let texts = Set(
            ends.flatMap { end in
                let json = String(JSON.string(end).compactText.dropFirst().dropLast())
                let percent = end.percentEncoded
                let query = percent.replacing("%20", with: "+")
                return [end, json, Secret.inASCII(json), percent, query]
            }.map { Secret.folded(Line.of($0, limit: .max)) }
                // One that is mostly blanks says as little as a short one.
                .filter { $0.count >= shortestWhole })
        return texts.map { Form(bytes: $0, parts: Set(parts(of: $0))) }
    }

    /// As some write JSON: `/` as `\/`, and what is not ASCII as `\u00e9`.
    private static func inASCII(_ json: String) -> String {
        json.utf16.map { unit in
            guard unit >= 0x80 else {
                return unit == 0x2F ? "\\/" : String(UnicodeScalar(UInt8(unit)))
            }
            return "\\u" + Hexadecimal.text(unit, digits: 4)
        }.joined()
    }

    /// With the whole of the characters at both ends.
    private static func widened(_ range: Range<Int>, in text: [UInt8]) -> Range<Int> {
        func isInside(_ index: Int) -> Bool { index < text.count && text[index] & 0xC0 == 0x80 }
        var (start, end) = (range.lowerBound, range.upperBound)
        while start > 0, isInside(start) { start -= 1 }
        while isInside(end) { end += 1 }
        return start..<end
    }
}

extension Secret: CustomStringConvertible, CustomReflectable {
    /// Printed as its placeholder.
    var description: String { name }

    var customMirror: Mirror { Mirror(self, children: []) }
}
