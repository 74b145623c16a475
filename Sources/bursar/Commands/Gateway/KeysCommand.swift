import ArgumentParser

/// `bursar keys`: who may submit through the gateway.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make, list and revoke the keys of the gateway.",
        discussion: """
            A client of the gateway sends its key where it would send the provider's. What it submits \
            is filed under the key's name, which a budget can count (bursar budget set NAME --key KEY).
            """,
        subcommands: [Create.self, List.self, Revoke.self],
        defaultSubcommand: List.self)
}
