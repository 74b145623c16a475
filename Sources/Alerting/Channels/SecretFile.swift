/// A file that holds one secret, as it was found: what is in it, and its permissions.
package struct SecretFile: Sendable {
    package let content: Secret
    /// The permission bits, such as 0o600.
    package let mode: Int

    package init(content: Secret, mode: Int) {
        self.content = content
        self.mode = mode
    }

    /// Whether its owner alone has access: 0600 or less.
    var isPrivate: Bool { mode & 0o7777 & ~0o600 == 0 }

    /// In octal, as `chmod` takes it: `0644`.
    var modeText: String {
        let digits = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// Where secrets come from. The edge passes in how variables and files are read.
package struct SecretSources: Sendable {
    package let variable: @Sendable (String) -> String?
    package let file: @Sendable (String) throws -> SecretFile

    package init(
        variable: @escaping @Sendable (String) -> String?,
        file: @escaping @Sendable (String) throws -> SecretFile
    ) {
        self.variable = variable
        self.file = file
    }
}
