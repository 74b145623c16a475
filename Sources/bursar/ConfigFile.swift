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
                throw channel.error("a channel needs a name")
            }
            let type = try channel.string("type")
            guard let type, ConfigFile.channelTypes.contains(type) else {
                let types = ConfigFile.channelTypes.joined(separator: ", ")
                let message = "the type of a channel is one of \(types)"
                throw type == nil ? channel.error(message) : channel.error("type", message)
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
