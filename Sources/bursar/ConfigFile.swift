import Accounting
import Foundation
import TOMLKit

/// `config.toml`, read and checked: an unknown key or a wrong value is an error with its line.
struct ConfigFile: Sendable {
    /// Where alerts are sent, as the file has it.
    struct Channel: Hashable, Sendable {
        let name: String
        let type: String
        let url: String?
        let urlVariable: String?
        let secretVariable: String?
        let secretFile: String?
        let events: [String]?
        let budgets: [String]?
    }

    private(set) var ledger: String?
    private(set) var baseURL: String?
    private(set) var balanceBelow: String?
    private(set) var channels: [Channel] = []

    static let channelTypes = [
        "webhook", "slack", "discord", "pagerduty", "alertmanager", "email", "command", "desktop",
    ]

    /// A file that is not there is empty, unless somebody named it.
    init(path: String, isRequired: Bool) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            if isRequired {
                throw Failure(.failed, "BURSAR_CONFIG names \(path), which does not exist")
            }
            try self.init(text: "", path: path)
            return
        }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { throw Failure(.failed, "\(path) cannot be read as text; check the file") }
        try self.init(text: text, path: path)
    }

    init(text: String, path: String) throws {
        let root: TOMLTable
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw Failure(
                .failed, "\(path), line \(error.source.begin.line): \(error.description)")
        }
        let reader = TableReader(table: root, section: [], text: text, path: path)
        try reader.refuseUnknown(["ledger", "provider", "alerts"])
        ledger = try reader.string("ledger")
        if let provider = try reader.table("provider") {
            try provider.refuseUnknown(["base_url"])
            baseURL = try provider.string("base_url")
        }
        if let alerts = try reader.table("alerts") { try readAlerts(alerts) }
    }

    private mutating func readAlerts(_ alerts: TableReader) throws {
        try alerts.refuseUnknown(["balance_below", "channel"])
        balanceBelow = try alerts.string("balance_below")
        if let balanceBelow {
            do {
                _ = try USD(userText: balanceBelow)
            } catch {
                throw alerts.error("balance_below", "\(error)")
            }
        }
        channels = try alerts.tables("channel").map { channel in
            try channel.refuseUnknown([
                "name", "type", "url", "url_env", "secret_env", "secret_file", "events", "budgets",
            ])
            guard let name = try channel.string("name") else {
                throw channel.error("channel", "a channel needs a name")
            }
            guard let type = try channel.string("type"), ConfigFile.channelTypes.contains(type)
            else {
                throw channel.error(
                    "type",
                    "the type of a channel is one of \(ConfigFile.channelTypes.joined(separator: ", "))"
                )
            }
            return Channel(
                name: name, type: type, url: try channel.string("url"),
                urlVariable: try channel.string("url_env"),
                secretVariable: try channel.string("secret_env"),
                secretFile: try channel.string("secret_file"),
                events: try channel.strings("events"), budgets: try channel.strings("budgets"))
        }
    }
}

/// One table of the file, with what is needed to say where a mistake is.
private struct TableReader {
    let table: TOMLTable
    let section: [String]
    let text: String
    let path: String

    func refuseUnknown(_ known: Set<String>) throws {
        if let key = table.keys.sorted().first(where: { !known.contains($0) }) {
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
        return TableReader(table: table, section: section + [key], text: text, path: path)
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
        return tables.map {
            TableReader(table: $0, section: section + [key], text: text, path: path)
        }
    }

    func error(_ key: String, _ message: String) -> Failure {
        Failure(.failed, "\(path)\(line(of: key).map { ", line \($0)" } ?? ""): \(message)")
    }

    /// The first line that sets the key under this table's heading, or is a heading of its name.
    private func line(of key: String) -> Int? {
        var heading: [String] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            if trimmed.hasPrefix("[") {
                let name = trimmed.prefix { $0 != "#" }
                    .trimmingCharacters(in: CharacterSet(charactersIn: "[] "))
                heading = name.split(separator: ".").map(TableReader.bare)
                if heading == section + [key] { return index + 1 }
                continue
            }
            let name = trimmed.prefix { $0 != "=" }.split(separator: ".").map(TableReader.bare)
            if trimmed.contains("="), heading + name == section + [key] { return index + 1 }
        }
        return nil
    }

    private static func bare(_ part: Substring) -> String {
        part.trimmingCharacters(in: CharacterSet(charactersIn: " \"'"))
    }
}
