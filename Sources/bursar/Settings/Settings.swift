import Accounting
import Alerting
import Foundation
import LedgerStore
import Provider
import Transport

/// The values of the environment and the config file. Variables override the file, the file defaults.
struct Settings: Sendable {
    let configPath: Setting<String>
    /// When the config file was last written; nil without one.
    let configModifiedAt: Instant?
    private let ledger: Result<Setting<String>, Failure>
    private let provider: Result<Setting<String>, Failure>
    /// Nil when no variable holds a key.
    let key: Setting<APIKey>?
    let balanceBelow: Setting<String>?
    /// Those that can be used as they are written.
    let channels: [ChannelSettings]
    let proxies: ProxySettings
    /// The environment variables that hold what channels need.
    let channelVariables: [String]
    let warnings: [String]
    /// What is wrong with the config file.
    let faults: [ConfigFault]

    /// Fails where the config file may name a ledger and cannot be read so far: another one would be
    /// another account.
    var ledgerPath: Setting<String> { get throws(Failure) { try ledger.get() } }

    /// Fails where the config file may name a provider and cannot be read so far.
    var baseURL: Setting<String> { get throws(Failure) { try provider.get() } }

    static let keyVariables = ["AIMLAPI_API_KEY", "AIML_API_KEY", "AIMLAPI_KEY"]
    static let baseURLVariables = ["AIMLAPI_BASE_URL", "AIMLAPI_API_BASE", "AIML_API_BASE"]
    private static let placeholder = "<YOUR_AIMLAPI_KEY>"

    init(environment: [String: String]) {
        func variable(_ names: [String]) -> Setting<String>? {
            names.lazy.compactMap { name in
                environment[name].flatMap { text in
                    text.isEmpty ? nil : Setting(value: text, origin: .variable(name))
                }
            }.first
        }
        func path(in name: String) throws(Failure) -> Setting<String>? {
            guard let setting = variable([name]) else { return nil }
            return Setting(
                value: try Settings.whole(setting.value, namedBy: name, environment),
                origin: setting.origin)
        }
        var named: Setting<String>?
        var configFault: ConfigFault?
        do throws(Failure) {
            named = try path(in: "BURSAR_CONFIG")
        } catch {
            configFault = ConfigFault("\(error)", .all)
        }
        // Without a home there is no file to look for, and nothing wrong with that.
        let configPath =
            named
            ?? (try? Settings.path("bursar/config.toml", "XDG_CONFIG_HOME", ".config", environment))
            ?? Setting(value: "", origin: .byDefault)
        let file =
            configFault.map(ConfigFile.init(unusable:))
            ?? ConfigFile(
                path: configPath.value, isRequired: named != nil, home: environment["HOME"])
        func inFile(_ value: String?) -> Setting<String>? {
            value.map { Setting(value: $0, origin: .file(configPath.value)) }
        }
        self.configPath = configPath
        configModifiedAt = Settings.modified(configPath.value)
        faults = file.faults
        ledger = Settings.result(
            Result { () throws(Failure) in
                if let gateway = variable([GatewayAddress.variable]) {
                    throw Settings.isOfGateway(gateway.value)
                }
                return try path(in: "BURSAR_LEDGER")
            },
            file.faults.failure(
                of: .ledger, unless: "correct it, or name the ledger with BURSAR_LEDGER")
        ) { () throws(Failure) -> Setting<String> in
            if let named = inFile(file.ledger) { return named }
            return try Settings.path(
                "bursar/ledger.sqlite", "XDG_DATA_HOME", ".local/share", environment)
        }
        let provider = Settings.result(
            .success(variable(Settings.baseURLVariables)),
            file.faults.failure(
                of: .provider,
                unless: "correct it, or name the provider with AIMLAPI_BASE_URL (nothing was sent)")
        ) { () throws(Failure) -> Setting<String> in
            inFile(file.baseURL)
                ?? Setting(value: ProviderEndpoint.defaultText, origin: .byDefault)
        }
        self.provider = provider
        let keyText = variable(Settings.keyVariables)
        key = keyText.map { Setting(value: APIKey($0.value), origin: $0.origin) }
        isPlaceholder = keyText?.value.contains(Settings.placeholder) ?? false
        balanceBelow = inFile(file.balanceBelow)
        channels = file.channels
        proxies = ProxySettings(environment: environment)
        channelVariables = file.channelVariables
        warnings =
            Settings.conflicts(in: environment, chosen: keyText)
            + (keyText == nil ? [] : (try? provider.get()).map(Settings.exposure) ?? [])
    }

    let isPlaceholder: Bool

    /// What the channels are called, those that cannot be used among them; nil where that is not known.
    var channelNames: Set<String>? {
        channelsPath.map { _ in
            Set(channels.map(\.name) + faults.compactMap(\.channel))
        }
    }

    /// The file that names the channels, as an absolute path; nil where there is none, or it cannot be
    /// said which channels are in it.
    var channelsPath: String? {
        guard configModifiedAt != nil, !faults.contains(where: { $0.parts.contains(.channels) })
        else { return nil }
        return URL(fileURLWithPath: configPath.value).resolvingSymlinksInPath().path
    }

    /// What a variable says; else what the file or a default says, where the file can be read so far.
    private static func result(
        _ variable: Result<Setting<String>?, Failure>, _ failure: Failure?,
        otherwise value: () throws(Failure) -> Setting<String>
    ) -> Result<Setting<String>, Failure> {
        Result { () throws(Failure) -> Setting<String> in
            if let named = try variable.get() { return named }
            if let failure { throw failure }
            return try value()
        }
    }
}
