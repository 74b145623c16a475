import Accounting
import Alerting
import Foundation
import TOMLKit
import Text

/// `config.toml`, read as far as it can be: a mistake is noted with its line, and makes only its own
/// part unusable.
struct ConfigFile: Sendable {
    private(set) var ledger: String?
    private(set) var baseURL: String?
    private(set) var balanceBelow: String?
    private(set) var channels: [ChannelSettings] = []
    /// The environment variables that hold what channels need, also those that cannot be used.
    private(set) var channelVariables: [String] = []
    /// In the order of the file, but for what makes all of it unreadable.
    private(set) var faults: [ConfigFault] = []

    /// A file that is not there is empty, unless it was named.
    ///
    /// - Parameter home: what `~` stands for in paths.
    init(path: String, isRequired: Bool, home: String?) {
        if !FileManager.default.fileExists(atPath: path) {
            let fault = ConfigFault("BURSAR_CONFIG names \(path), which does not exist", .all)
            self.init(faults: isRequired ? [fault] : [])
        } else if let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        {
            self.init(text: text, path: path, home: home)
        } else {
            self.init(
                faults: [ConfigFault("\(path) cannot be read as text; check the file", .all)])
        }
    }

    init(text: String, path: String, home: String?) {
        do {
            read(
                TableReader(
                    table: try TOMLTable(string: text), text: text, path: path, home: home))
        } catch {
            let mistake = TOMLMistake(error, in: text)
            let line = mistake.line.map { ", line \($0)" } ?? ""
            let isLedgerKnown = readHead(of: text, path: path, home: home)
            faults = [
                ConfigFault(
                    "\(path)\(line): \(mistake.sentence)",
                    isLedgerKnown ? [.provider, .alerts, .channels] : .all)
            ]
        }
    }

    /// Reads what stands before the first table: the ledger is named there or nowhere. False when that
    /// is no TOML either, or a key of it may be meant for the ledger.
    private mutating func readHead(of text: String, path: String, home: String?) -> Bool {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.trimmed }
        let head = lines.prefix { !$0.hasPrefix("[") }.joined(separator: "\n")
        guard let table = try? TOMLTable(string: head) else { return false }
        var file = ConfigFile(faults: [])
        file.read(TableReader(table: table, text: head, path: path, home: home))
        ledger = file.ledger
        // Below a table it is another key to TOML, and may be meant for the ledger.
        let isBelow = lines.contains { $0.lowercased().hasPrefix("ledger") }
        return !file.faults.contains { $0.parts.contains(.ledger) } && (ledger != nil || !isBelow)
    }

    /// A file whose place is not known.
    init(unusable fault: ConfigFault) { faults = [fault] }

    private init(faults: [ConfigFault]) { self.faults = faults }

    private mutating func read(_ root: TableReader) {
        var unknown: Set<ConfigPart> = []
        for key in root.unknown(["ledger", "provider", "alerts"]) {
            // It may be a misspelt one of the same kind.
            if root.isTable(key) {
                unknown.formUnion(root.has("provider") ? [] : [.provider])
            } else {
                unknown.formUnion(root.has("ledger") ? [] : [.ledger])
            }
            // A misplaced key may be meant for that part.
            if ConfigFile.isNear(key, "base_url"), !hasBaseURL(root) { unknown.insert(.provider) }
        }
        reading(unknown) { _ in try root.refuseUnknown(["ledger", "provider", "alerts"]) }
        reading([.ledger]) { $0.ledger = try root.wholePath("ledger") }
        reading([.provider]) { file in
            guard let provider = try root.table("provider") else { return }
            file.baseURL = try provider.string("base_url")
            let parts = file.misplaced(in: provider, besides: ["base_url"])
            file.reading(parts.union(file.baseURL == nil ? [.provider] : [])) { _ in
                try provider.refuseUnknown(["base_url"])
            }
        }
        reading([.alerts, .channels]) { file in
            if let alerts = try root.table("alerts") { file.readAlerts(alerts) }
        }
    }

    private static func isNear(_ key: String, _ meant: String) -> Bool {
        Suggestion.changes(from: key, to: meant) <= 2
    }

    private func hasBaseURL(_ root: TableReader) -> Bool {
        ((try? root.table("provider")) ?? nil)?.has("base_url") == true
    }

    /// What is not known because its key stands in the wrong table: TOML puts what is written at the end
    /// of a file into the last one.
    private func misplaced(in table: TableReader, besides known: Set<String>) -> Set<ConfigPart> {
        var parts: Set<ConfigPart> = []
        for key in table.unknown(known) {
            if ledger == nil, ConfigFile.isNear(key, "ledger") { parts.insert(.ledger) }
            if baseURL == nil, ConfigFile.isNear(key, "base_url") || key == "provider" {
                parts.insert(.provider)
            }
        }
        return parts
    }

    private mutating func readAlerts(_ alerts: TableReader) {
        let known: Set = ["balance_below", "channel"]
        reading(misplaced(in: alerts, besides: known).union([.alerts, .channels])) { _ in
            try alerts.refuseUnknown(known)
        }
        reading([.alerts]) { file in
            guard let line = try alerts.string("balance_below") else { return }
            do {
                _ = try USD(userText: line)
            } catch {
                throw alerts.error("balance_below", "\(error)")
            }
            file.balanceBelow = line
        }
        reading([.alerts, .channels]) { file in
            var names: Set<String> = []
            for (index, table) in try alerts.tables("channel").enumerated() {
                file.readChannel(table, number: index + 1, besides: names)
                if let name = table.anyText("name") { names.insert(name) }
            }
        }
    }

    private mutating func readChannel(
        _ table: TableReader, number: Int, besides names: Set<String>
    ) {
        // One without a name may be any that there was before.
        let name = table.anyText("name")
        channelVariables += ["url_env", "secret_env"].compactMap(table.anyText)
        let keys = Set(ChannelSettings.keys)
        let parts = misplaced(in: table, besides: keys)
            .union(name == nil ? [.alerts, .channels] : [.alerts])
        reading(parts, channel: name) { file in
            try table.refuseUnknown(keys)
            let settings = ChannelSettings(
                name: try table.string("name") ?? "", type: try table.string("type") ?? "",
                url: try table.string("url"), urlVariable: try table.string("url_env"),
                secretVariable: try table.string("secret_env"),
                secretFile: try table.wholePath("secret_file"),
                events: try table.strings("events"), budgets: try table.strings("budgets"),
                severity: try table.string("severity"), recipient: try table.string("to"),
                command: try table.command("command"))
            do throws(AlertingError) {
                try settings.check(number: number, besides: names)
            } catch {
                throw table.error(about: error.key, error.description)
            }
            file.channels.append(settings)
        }
    }

    /// Reads a part; a mistake in it is noted, and what follows is read on.
    private mutating func reading(
        _ parts: Set<ConfigPart>, channel: String? = nil,
        _ body: (inout ConfigFile) throws -> Void
    ) {
        do {
            try body(&self)
        } catch {
            faults.append(ConfigFault("\(error)", parts, channel: channel))
        }
    }
}
