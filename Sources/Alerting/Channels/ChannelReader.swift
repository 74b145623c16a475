import Text

/// Follows the references of one channel's settings to its URL and its secret.
struct ChannelReader {
    let settings: ChannelSettings
    let sources: SecretSources

    func address(default standard: String? = nil) throws(AlertingError) -> Address {
        guard let variable = settings.urlVariable else {
            return try ChannelReader.address(settings, standard)
        }
        return try ChannelReader.address(
            of: settings, text: try value(of: variable, "url_env"), "url_env")
    }

    /// The URL that the settings themselves hold.
    static func address(
        _ settings: ChannelSettings, _ standard: String?
    ) throws(AlertingError) -> Address {
        guard let text = settings.url ?? standard else {
            throw settings.error(.missing(or: "url_env"), "url")
        }
        return try address(of: settings, text: text, "url")
    }

    private static func address(
        of settings: ChannelSettings, text: String, _ key: String
    ) throws(AlertingError) -> Address {
        do {
            return try Address(parsing: text)
        } catch {
            throw settings.error(.address(error), key)
        }
    }

    func signingKey() throws(AlertingError) -> SigningKey {
        let (secret, key) = try secret()
        do {
            return try SigningKey(secret)
        } catch {
            switch error {
            case .notBase64: throw settings.error(.notBase64, key)
            case .short(let bytes): throw settings.error(.shortSecret(bytes: bytes), key)
            }
        }
    }

    func routingKey() throws(AlertingError) -> Secret { try secret().secret }

    /// The secret, and the key of the settings that led to it.
    private func secret() throws(AlertingError) -> (secret: Secret, key: String) {
        let (text, key) = try secretText()
        let trimmed = text.trimmed
        guard !trimmed.isEmpty, trimmed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw settings.error(.malformedSecret, key)
        }
        return (Secret(trimmed), key)
    }

    private func secretText() throws(AlertingError) -> (text: String, key: String) {
        if let variable = settings.secretVariable {
            return (try value(of: variable, "secret_env"), "secret_env")
        }
        guard let path = settings.secretFile else {
            throw settings.error(.missing(or: "secret_file"), "secret_env")
        }
        let file: SecretFile
        do {
            file = try sources.file(path)
        } catch {
            throw settings.error(.fileUnreadable(path: path, reason: "\(error)"), "secret_file")
        }
        guard file.isPrivate else {
            throw settings.error(.fileTooOpen(path: path, mode: file.modeText), "secret_file")
        }
        return (file.content.text, "secret_file")
    }

    private func value(of variable: String, _ key: String) throws(AlertingError) -> String {
        guard let value = sources.variable(variable), !value.isEmpty else {
            throw settings.error(.variableNotSet(variable), key)
        }
        return value
    }
}
