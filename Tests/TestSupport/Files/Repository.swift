package import Foundation

/// The files of this repository, for tests of what surrounds the code.
package enum Repository {
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    package static func url(_ path: String) -> URL { root.appendingPathComponent(path) }

    /// The text of a file, by its path from the root.
    package static func text(_ path: String) throws -> String {
        try String(contentsOf: url(path), encoding: .utf8)
    }

    package static func lines(_ path: String) throws -> [String] {
        try text(path).components(separatedBy: "\n")
    }

    /// The paths from the root of all Swift files below a folder.
    package static func swiftFiles(below folder: String) -> [String] {
        let files = FileManager.default.enumerator(atPath: url(folder).path)
        let names = (files?.allObjects ?? []).compactMap { $0 as? String }
        return names.filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder)/\($0)" }
    }

    /// The targets of the Makefile.
    package static func makeTargets() throws -> Set<String> {
        Set(
            try lines("Makefile").compactMap { line in
                let name = line.prefix { $0.isLetter || $0 == "-" }
                return !name.isEmpty && line.dropFirst(name.count).hasPrefix(":")
                    && !line.dropFirst(name.count).hasPrefix(":=") ? String(name) : nil
            })
    }
}
