import ArgumentParser

/// The root of the command line.
struct Bursar: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "bursar",
        abstract: "Know and limit what AI video generation costs.",
        discussion: """
            Bursar records every submission before it is sent, refuses those that could break a \
            budget, and says what was spent by mode, orientation and day.

            Start:
              export AIMLAPI_API_KEY=…
              bursar budget set pro-month --limit 50 --per month --mode pro
              bursar submit --image hero.png --video dance.mp4 --mode pro
              bursar report

            Try it without money: bursar sandbox

            Exit codes: 0 done; 1 failed; 3 refused, nothing was sent; 4 sent, outcome unknown; \
            5 mismatch; 6 the provider refused or the generation failed; 7 still running; \
            64 usage; 75 the ledger cannot be used, nothing was sent.
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(
                name: "Submitting",
                subcommands: [
                    SubmitCommand.self, WaitCommand.self, ListCommand.self, ShowCommand.self,
                    SyncCommand.self, ResolveCommand.self, EditCommand.self, PromptCommand.self,
                ]),
            CommandGroup(
                name: "Limits", subcommands: [BudgetCommand.self, PriceCommand.self]),
            CommandGroup(
                name: "At a glance", subcommands: [StatusLineCommand.self, WatchCommand.self]),
            CommandGroup(
                name: "Accounts",
                subcommands: [
                    ReportCommand.self, CloseCommand.self, AlertsCommand.self,
                    ReconcileCommand.self, VerifyCommand.self, BackupCommand.self,
                    RestoreCommand.self,
                    ImportCommand.self, ExportCommand.self,
                ]),
            CommandGroup(
                name: "Gateway",
                subcommands: [ServeCommand.self, RunCommand.self, KeysCommand.self]),
            CommandGroup(
                name: "Setting up",
                subcommands: [
                    InitCommand.self, ConfigCommand.self, DoctorCommand.self, SandboxCommand.self,
                ]),
        ])
}
