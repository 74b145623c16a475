import Accounting
import Alerting
import Foundation
import TOMLKit

/// `config.toml`, read and checked: an unknown key or a wrong value is an error with its line.
struct ConfigFile: Sendable {
    private(set) var ledger: String?
    private(set) var baseURL: String?
    private(set) var balanceBelow: String?
    private(set) var channels: [ChannelSettings] = []

    /// A file that is not there is empty, unless somebody named it.
    ///
    /// - Parameter home: what `~` stands for in paths.
    init(path: String, isRequired: Bool, home: String?) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            if isRequired {
                throw Failure(.failed, "BURSAR_CONFIG names \(path), which does not exist")
            }
            try self.init(text: "", path: path, home: home)
            return
        }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { throw Failure(.failed, "\(path) cannot be read as text; check the file") }
        try self.init(text: text, path: path, home: home)
    }

    init(text: String, path: String, home: String?) throws {
        let root: TOMLTable
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw Failure(
                .failed, "\(path), line \(error.source.begin.line): \(error.description)")
        }
        let reader = TableReader(table: root, section: [], text: text, path: path, home: home)
        try reader.refuseUnknown(["ledger", "provider", "alerts"])
        ledger = try reader.wholePath("ledger")
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
        let tables = try alerts.tables("channel")
        channels = try tables.map { channel in
            try channel.refuseUnknown(Set(ChannelSettings.keys))
            return ChannelSettings(
                name: try channel.string("name") ?? "", type: try channel.string("type") ?? "",
                url: try channel.string("url"), urlVariable: try channel.string("url_env"),
                secretVariable: try channel.string("secret_env"),
                secretFile: try channel.wholePath("secret_file"),
                events: try channel.strings("events"), budgets: try channel.strings("budgets"),
                severity: try channel.string("severity"), recipient: try channel.string("to"),
                command: try channel.command("command"))
        }
        for count in channels.indices {
            do {
                try ChannelSettings.check(Array(channels[...count]))
            } catch {
                throw tables[count].error(about: error.key, error.description)
            }
        }
    }
}
