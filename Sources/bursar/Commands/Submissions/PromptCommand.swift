import ArgumentParser

/// `bursar prompt`: the prompts that were kept.
struct PromptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prompt",
        abstract: "Erase prompts that were kept.",
        discussion: """
            A prompt is kept with bursar submit --keep-prompt alone, beside the accounts, and shown by \
            bursar show.
            """,
        subcommands: [Erase.self])
}
