import Accounting
import ArgumentParser
import Gateway

/// `bursar run`: a gateway for one command, with a key of its own.
struct RunCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a command behind a gateway of its own: a budget for one script.",
        discussion: """
            The command finds a gateway in AIMLAPI_BASE_URL and a key for it in AIMLAPI_API_KEY, \
            and in the other names that these two have; your provider's key it does not get. What it \
            submits is priced, held against every budget and recorded under the key's name. At the \
            end a line on stderr says what it spent, and what is still held.

            --budget is a budget of its own for this one run: bursar budget list shows it meanwhile. \
            It is removed at the end. When bursar itself is killed it stays, and counts nothing more: \
            bursar budget remove NAME. Where it is removed while the command runs, nothing more is \
            sent.

            The exit code is the command's own; 128 and the number of the signal that ended it; 127 \
            when it is not found, 126 when it cannot be executed. Signals are passed on to it. Once it \
            has ended, what it sent is waited for; a second Ctrl-C leaves without that.

            Examples:
              bursar run -- python generate.py
              bursar run --budget 5 --project spring -- node make.mjs --mode pro
              bursar run --budget 20 -- bash
            """)

    @Option(
        parsing: .unconditional,
        help: "The most that it may spend: 25, 25.50, $25, 2000000cr or \"40 submissions\".",
        transform: ArgumentReader.limit)
    var budget: BudgetLimit?

    @Option(
        help: "The project of all that it submits (default: what it says itself).",
        transform: ArgumentReader.name)
    var project: Name?

    @Argument(
        help: ArgumentHelp(
            "The command and its arguments; behind -- where one begins with a dash.",
            valueName: "command"))
    var command: [String] = []

    func check() throws {
        if command.isEmpty {
            throw ValidationError("say what to run, behind --: bursar run -- python generate.py")
        }
    }

    func run(in context: CommandContext) async throws {
        let path = try ProgramSearch.path(of: command[0], in: context.environment)
        let (key, token) = OneOffKey.random(project: project)
        let (words, limit) = (command, budget)
        let ending = try await context.withProvider { client in
            let ledger = try await context.makeLedger()
            try context.warnOfSlip(project: key.project, in: ledger)
            let run = CommandRun(
                ledger: ledger, client: client, key: key, limit: limit,
                signals: RelayedSignals(context, budget: limit == nil ? nil : key.name),
                context: context)
            return try await run.ending { url in
                let environment = CommandEnvironment(url: url, token: token)
                do throws(ChildProcess.Unstarted) {
                    return try ChildProcess(
                        path, words, environment: environment.variables(from: context.environment))
                } catch {
                    throw ProgramSearch.failure(path, number: error.number)
                }
            }
        }
        if ending.status != .done { throw Failure(ending.status) }
    }
}
