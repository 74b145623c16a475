import Accounting
import ArgumentParser
import Foundation

@main
enum EntryPoint {
    static func main() async {
        Descriptor.outliveFailedWrites()
        Descriptor.holdStandardStreams()
        let context = CommandContext.live()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let cores = ProcessInfo.processInfo.processorCount
        let status: ExitStatus
        if let shortage = ResourceLimits.ofThisProcess(cores: cores).shortage(cores: cores) {
            status = context.report(Failure(.failed, shortage))
        } else {
            status = await run(arguments, in: context)
        }
        exit(status.rawValue)
    }

    /// Runs one command, and says on stderr what went wrong.
    nonisolated(nonsending) static func run(
        _ arguments: [String], in context: CommandContext
    ) async -> ExitStatus {
        do {
            // Taking in all the commands takes longer than most of them: the one that is named is
            // started by itself, and the root answers help and mistakes.
            if try await runNamed(arguments, in: context) == false {
                try await run(Bursar.parseAsRoot(arguments), arguments, in: context)
            }
            if let words = context.missingLedger.words { context.note(words) }
            return .done
        } catch {
            return context.report(error, of: arguments)
        }
    }

    /// Runs the one command that the arguments name; false where they name none, or not rightly.
    private nonisolated(nonsending) static func runNamed(
        _ arguments: [String], in context: CommandContext
    ) async throws
        -> Bool
    {
        let named = NamedCommand(arguments)
        guard !named.isQuestion else { return false }
        let rest = Array(named.rest)
        // Commands that run in prompts, without arguments: skipping the parser halves their time.
        let bare = named.type.configuration.defaultSubcommand ?? named.type
        if rest.isEmpty, let bare = bare as? any GlanceCommand.Type,
            try context.gatewayAddress() == nil
        {
            try requireClock(context)
            try context.requireServed(bare, named.path)
            try bare.show(in: context)
            return true
        }
        guard named.type.configuration.subcommands.isEmpty,
            // Help comes back as a command of its own.
            let command = try? named.type.parseAsRoot(rest), type(of: command) == named.type
        else { return false }
        try await run(command, arguments, in: context)
        return true
    }

    /// - Parameter arguments: all words behind the program's name.
    private static func run(
        _ command: any ParsableCommand, _ arguments: [String], in context: CommandContext
    ) async throws {
        var command = command
        try context.requireServed(type(of: command), NamedCommand(arguments).path)
        try context.requireNoFile(command)
        if command is any ContextCommand || command is SandboxCommand { try requireClock(context) }
        if let command = command as? any ContextCommand {
            try command.check()
            if let command = command as? any ServedCommand, !command.looksAgain,
                let address = try context.gatewayAddress()
            {
                try await context.run(command, arguments, at: address)
            } else {
                try context.requireLedgerHere(for: command)
                try await command.run(in: context)
            }
        } else if var command = command as? any AsyncParsableCommand {
            try await command.run()
        } else {
            try command.run()
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
}
