import Foundation
import SystemPackage

/// A text to be read from a descriptor: a file without a name, at its beginning.
///
/// Not a pipe: a program that ends without reading it leaves no writer blocked with half a text.
enum InputFile {
    /// The descriptor, which the caller has to close; nil where no file can be made.
    static func descriptor(of text: String) -> FileDescriptor? {
        var path = Array((NSTemporaryDirectory() + "/bursar-XXXXXX").utf8CString)
        let raw = mkstemp(&path)
        guard raw >= 0 else { return nil }
        _ = fcntl(raw, F_SETFD, FD_CLOEXEC)
        unlink(path)
        let descriptor = FileDescriptor(rawValue: raw)
        do {
            try descriptor.writeAll(Array(text.utf8))
            _ = try descriptor.seek(offset: 0, from: .start)
            return descriptor
        } catch {
            try? descriptor.close()
            return nil
        }
    }
}
