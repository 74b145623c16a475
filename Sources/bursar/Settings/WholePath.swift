import Foundation

/// A path as a variable or a file names it, made whole: the same file from whatever folder it is read.
enum WholePath {
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameters:
    ///   - home: what `~` stands for; nil where that is not known.
    ///   - folder: what a relative path is relative to; nil where it may not be relative.
    static func resolved(_ text: String, home: String?, relativeTo folder: String?) throws(Fault)
        -> String
    {
        guard !text.isEmpty, !text.unicodeScalars.contains("\0") else {
            throw Fault(description: "it is empty, or has a NUL in it")
        }
        if text.hasPrefix("/") { return text }
        if text == "~" || text.hasPrefix("~/") {
            guard let home, home.hasPrefix("/") else {
                throw Fault(
                    description:
                        "'\(text)' begins with ~, and HOME is not set to a folder; write the"
                        + " whole path, from / on")
            }
            return home + text.dropFirst()
        }
        // A shell would have replaced it: made into a folder's name it leads nowhere.
        if text.hasPrefix("~") || text.hasPrefix("$") {
            throw Fault(
                description:
                    "'\(text)' is taken literally here (only ~/ is replaced); write the whole"
                    + " path, from / on")
        }
        guard let folder else {
            throw Fault(
                description:
                    "'\(text)' is relative, and would name another file in each folder; write"
                    + " the whole path, from / on")
        }
        let rest = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
        return folder.hasSuffix("/") ? folder + rest : "\(folder)/\(rest)"
    }
}
