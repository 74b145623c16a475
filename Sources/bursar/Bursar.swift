import Accounting
import ArgumentParser
import Foundation

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
                    SyncCommand.self, ResolveCommand.self,
                ]),
            CommandGroup(
                name: "Limits", subcommands: [BudgetCommand.self, PriceCommand.self]),
            CommandGroup(
                name: "At a glance", subcommands: [StatusLineCommand.self, WatchCommand.self]),
            CommandGroup(
                name: "Accounts",
                subcommands: [
                    ReportCommand.self, AlertsCommand.self, ReconcileCommand.self,
                    VerifyCommand.self, BackupCommand.self, RestoreCommand.self,
                    ImportCommand.self, ExportCommand.self,
                ]),
            CommandGroup(
                name: "Setting up",
                subcommands: [
                    InitCommand.self, ConfigCommand.self, DoctorCommand.self, SandboxCommand.self,
                ]),
        ])
}

@main
enum Main {
    static func main() async {
        Descriptor.outliveFailedWrites()
        Descriptor.holdStandardStreams()
        let context = CommandContext.live()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let cores = ProcessInfo.processInfo.processorCount
        let status: ExitStatus
        if let shortage = ResourceLimits.ofThisProcess(cores: cores).shortage(cores: cores) {
            status = context.report(Failure(.failed, shortage))
        } else if let fastPath = fastPaths[arguments] {
            status = show(fastPath, in: context)
        } else {
            status = await run(arguments, in: context)
        }
        exit(status.rawValue)
    }

    /// What people put into their prompt, and ask for all day: it has no options to be parsed, and
    /// nothing to wait for in another thread, so it takes half the time.
    private static let fastPaths: [[String]: @Sendable (CommandContext) throws -> Void] = [
        ["budget"]: { try BudgetCommand.Status.show(in: $0, asJSON: false) },
        ["budget", "status"]: { try BudgetCommand.Status.show(in: $0, asJSON: false) },
        ["statusline"]: { try StatusLineCommand.show(in: $0) },
    ]

    private static func show(
        _ fastPath: (CommandContext) throws -> Void, in context: CommandContext
    ) -> ExitStatus {
        do {
            try requireClock(context)
            try fastPath(context)
            if let words = context.missingLedger.words { context.note(words) }
            return .done
        } catch {
            return context.report(error)
        }
    }

    /// Parses and runs one command, and says on stderr what went wrong.
    static func run(_ arguments: [String], in context: CommandContext) async -> ExitStatus {
        do {
            var command = try plainCommand(arguments) ?? Bursar.parseAsRoot(arguments)
            if command is any ContextCommand || command is SandboxCommand {
                try requireClock(context)
            }
            if let command = command as? any ContextCommand {
                try await command.run(in: context)
            } else if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            if let words = context.missingLedger.words { context.note(words) }
            return .done
        } catch {
            return context.report(error, of: arguments)
        }
    }

    /// Submissions are dated, and their ids begin with the time: before 1970 there is neither.
    private static func requireClock(_ context: CommandContext) throws(Failure) {
        let now = context.now
        guard now < Instant(seconds: 0) else { return }
        throw Failure(
            .failed,
            "the clock says \(now), which is before 1970; set the clock of this machine (nothing was"
                + " sent)")
    }

    /// The one command that the arguments name, parsed by itself: taking in all the commands takes
    /// longer than most of them. Nil for help and for mistakes, which the root knows how to answer.
    private static func plainCommand(_ arguments: [String]) -> (any ParsableCommand)? {
        var type: any ParsableCommand.Type = Bursar.self
        var rest = arguments[...]
        while let name = rest.first,
            let next = type.configuration.subcommands.first(where: {
                $0.configuration.commandName == name
            })
        {
            type = next
            rest = rest.dropFirst()
        }
        guard type.configuration.subcommands.isEmpty else { return nil }
        // Help comes back as a command of its own.
        guard let command = try? type.parseAsRoot(Array(rest)), Swift.type(of: command) == type
        else {
            return nil
        }
        return command
    }
}

/// A command whose `run(in:)` is context → one call → render.
protocol ContextCommand: AsyncParsableCommand {
    func run(in context: CommandContext) async throws
}

extension ContextCommand {
    func run() async throws { try await run(in: .live()) }
}
