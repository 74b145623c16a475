import Crypto
package import Foundation
import Text

/// The SHA-256 of a file, of its parts as they come.
package struct FileDigest {
    private var hasher = SHA256()
    /// How many bytes there were.
    package private(set) var count = 0

    package init() {}

    /// Of a whole text.
    package init(of text: String) { add(text) }

    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        count += text.utf8.count
    }

    package mutating func add(_ data: Data) {
        hasher.update(data: data)
        count += data.count
    }

    /// In 64 hexadecimal digits, as `sha256sum` prints it.
    package var text: String { Hexadecimal.text(of: hasher.finalize()) }
}
