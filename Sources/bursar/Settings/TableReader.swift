import Foundation
import TOMLKit
import Text

/// One table of the file, with what is needed to say where a mistake is.
struct TableReader {
    let table: TOMLTable
    var section: [String] = []
    /// Which of the tables of this name it is, for `[[…]]`.
    var index = 0
    let text: String
    let path: String
    /// What `~` stands for in paths.
    let home: String?

    func has(_ key: String) -> Bool { table[key] != nil }

    /// Whether the value of a key is a table, or a list that may be one of tables.
    func isTable(_ key: String) -> Bool { table[key]?.table != nil || table[key]?.array != nil }

    /// The text of a key, where it is one.
    func anyText(_ key: String) -> String? { table[key]?.string }

    func unknown(_ known: Set<String>) -> [String] {
        table.keys.sorted().filter { !known.contains($0) }
    }

    func refuseUnknown(_ known: Set<String>) throws {
        if let key = unknown(known).first {
            throw error(
                key,
                "the key '\(key)' is not known; known here: \(known.sorted().joined(separator: ", "))"
            )
        }
    }

    func string(_ key: String) throws -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string else { throw error(key, "'\(key)' must be a text in quotes") }
        return text
    }

    /// A path; one that is relative is so to the folder of this file, from wherever it is read.
    func wholePath(_ key: String) throws -> String? {
        try string(key).map { try whole($0, key) }
    }

    /// A program and its arguments. A bare name is looked for in the `PATH`; a path is made whole.
    func command(_ key: String) throws -> [String]? {
        guard var words = try strings(key) else { return nil }
        if let program = words.first, program.contains("/") || program.hasPrefix("~") {
            words[0] = try whole(program, key)
        }
        return words
    }

    private func whole(_ text: String, _ key: String) throws -> String {
        do {
            return try WholePath.resolved(
                text, home: home, relativeTo: (path as NSString).deletingLastPathComponent)
        } catch {
            throw self.error(key, "'\(key)': \(error)")
        }
    }

    func strings(_ key: String) throws -> [String]? {
        guard let value = table[key] else { return nil }
        let texts = value.array?.compactMap(\.string)
        guard let texts, texts.count == value.array?.count else {
            throw error(key, "'\(key)' must be a list of texts in quotes")
        }
        return texts
    }

    func table(_ key: String) throws -> TableReader? {
        guard let value = table[key] else { return nil }
        guard let table = value.table else {
            throw error(key, "'\(key)' must be a table: [\(key)]")
        }
        return TableReader(
            table: table, section: section + [key], text: text, path: path, home: home)
    }

    func tables(_ key: String) throws -> [TableReader] {
        guard let value = table[key] else { return [] }
        let tables = value.array?.compactMap(\.table)
        guard let tables, tables.count == value.array?.count else {
            throw error(
                key,
                "'\(key)' must be a list of tables: [[\((section + [key]).joined(separator: "."))]]"
            )
        }
        return tables.enumerated().map { index, table in
            TableReader(
                table: table, section: section + [key], index: index, text: text, path: path,
                home: home)
        }
    }

    /// A mistake in the value of a key.
    func error(_ key: String, _ message: String) -> Failure {
        failure(message, line: line { $0 == section + [key] })
    }

    /// A mistake in the value of a key, or in its absence.
    func error(about key: String, _ message: String) -> Failure {
        table[key] == nil ? error(message) : error(key, message)
    }

    /// A mistake of the whole table.
    func error(_ message: String) -> Failure {
        failure(message, line: line { $0 == section })
    }

    private func failure(_ message: String, line: Int?) -> Failure {
        Failure(.failed, "\(path)\(line.map { ", line \($0)" } ?? ""): \(message)")
    }

    /// The first line that sets such a key, or is such a heading, in the table that this reads.
    private func line(where isMeant: ([String]) -> Bool) -> Int? {
        var heading: [String] = []
        var headingsOfThis = 0
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let trimmed = line.trimmed
            let isHeading = trimmed.hasPrefix("[")
            if isHeading {
                let name = trimmed.prefix { $0 != "#" }
                    .trimmingCharacters(in: CharacterSet(charactersIn: "[] "))
                heading = name.split(separator: ".").map(TableReader.bare)
                if heading == section { headingsOfThis += 1 }
            } else if !trimmed.contains("=") {
                continue
            }
            let name = isHeading ? "" : trimmed.prefix { $0 != "=" }
            let key = heading + name.split(separator: ".").map(TableReader.bare)
            if headingsOfThis > index || section.isEmpty || key.starts(with: section) && index == 0,
                isMeant(key)
            {
                return number + 1
            }
        }
        return nil
    }

    private static func bare(_ part: Substring) -> String {
        part.trimmingCharacters(in: CharacterSet(charactersIn: " \"'"))
    }
}
