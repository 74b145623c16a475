import Accounting
import ArgumentParser
import Dispatch
import Foundation
import LosslessJSON
import Sandbox
import Transport

/// `bursar sandbox`: the stand-in for the provider, on this machine.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Run a local stand-in for the provider: no money, faults on demand.",
        discussion: SandboxCommand.discussion)

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 8788

    @Option(help: "Repeats ids, draws and the made-up month exactly.")
    var seed: UInt64 = 1

    @Option(help: "Accept only this bearer key (default: any but 'wrong' and 'invalid').")
    var key: String?

    @Option(help: "Where usage appears.")
    var usage = UsagePlacement.poll

    @Option(help: "The form of generation ids.")
    var ids = GenerationIDForm.nanoid

    @Option(help: "Seconds that a generation runs, such as 3, 0.5 or 2s.")
    var runningTime = SandboxSeconds("3")!

    @Option(help: "Seconds from the end of a generation to its entry in the transactions.")
    var chargeLag = SandboxSeconds("1")!

    @Option(help: "Percent of generations that fail, uncharged.")
    var failureRate = 0.0

    @Option(help: "Percent of submissions whose generation starts but whose answer is lost.")
    var lostRate = 0.0

    @Option(help: "Percent of submissions that meet one of the --fault-kinds.")
    var faultRate = 0.0

    @Option(
        help: ArgumentHelp(
            "What befalls them: values of submit= above, with commas.", valueName: "kinds"))
    var faultKinds = SandboxFaults("reset,torn,slow,504,503")!

    @Option(help: "Seconds that a slow answer takes.")
    var faultDelay = SandboxSeconds("3")!

    @Option(help: "Let the next calls of a book fail: ENDPOINT=KIND[:TIMES]; repeatable.")
    var trouble: [Trouble] = []

    @Option(help: "What the account holds, in dollars; then submissions get 403.")
    var balance = SandboxDollars("1000")!

    @Option(help: "What the key may spend, in dollars; then submissions get 403.")
    var keyLimit: SandboxDollars?

    @Option(help: "When that begins anew, at midnight UTC (default: no_reset).")
    var keyRetention: SpendingCap.Retention?

    @Flag(help: "Let half of the generations go back from 'generating' to 'queued' once.")
    var backwards = false

    @Flag(help: "State credits one above the exact number, as some printed answers do.")
    var creditsOneHigh = false

    @Flag(help: "Answer without a Date, so that the time is not known here.")
    var noDate = false

    @Flag(name: .shortAndLong, help: "One line per request on stderr.")
    var verbose = false

    @Option(help: "Print a made-up month (YYYY-MM) for 'bursar import -', and exit.")
    var history: SandboxMonth?

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port \(port) is no port; take 0 to 65535.")
        }
        for (name, rate) in [
            ("--failure-rate", failureRate), ("--lost-rate", lostRate), ("--fault-rate", faultRate),
        ]
        where !(0...100).contains(rate) {
            throw ValidationError("\(name) \(rate) is no percentage; take 0 to 100.")
        }
        if keyRetention != nil, keyLimit == nil {
            throw ValidationError("--key-retention needs a --key-limit.")
        }
    }

    func run() async throws {
        if let history {
            let lines = DemoMonth.lines(seed: seed, year: history.year, month: history.month)
            try SandboxCommand.print(lines.map(\.compactText).joined(separator: "\n"))
            return
        }
        let server = SandboxServer(
            provider: SandboxProvider(options: options, now: SandboxCommand.systemTime),
            host: host, port: port, onRequest: verbose ? SandboxCommand.log : nil)
        let serving = Task { [host, key] in
            try await server.run { port in
                SandboxCommand.announce(host: host, port: port, key: key ?? "sandbox")
            }
        }
        let signals = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { serving.cancel() }
            source.resume()
            return source
        }
        defer { signals.forEach { $0.cancel() } }
        try await serving.value
    }

    private var options: SandboxOptions {
        var options = SandboxOptions()
        options.seed = seed
        options.key = key
        options.usage = usage
        options.ids = ids
        options.runningTime = runningTime.duration
        options.chargeLag = chargeLag.duration
        options.failureRate = failureRate
        options.lostRate = lostRate
        options.faultRate = faultRate
        options.faultKinds = faultKinds.kinds
        options.faultDelay = faultDelay.duration
        options.troubles = trouble
        options.goesBackwards = backwards
        options.creditsOneHigh = creditsOneHigh
        options.statesDate = !noDate
        options.balanceNanos = balance.nanos
        options.keyLimit = keyLimit.map {
            SpendingCap(nanos: $0.nanos, retention: keyRetention ?? .noReset)
        }
        return options
    }

    /// The line that a script waits for on stdout, and what to export on stderr.
    private static func announce(host: String, port: Int, key: String) {
        let url = "http://\(Authority(host: host, port: port))"
        try? print("sandbox listening on \(url)")
        note("export AIMLAPI_BASE_URL=\(url)")
        note("export AIMLAPI_API_KEY=\(key)")
        // A ledger of its own: what costs nothing must not count in real budgets.
        note("export BURSAR_LEDGER=/tmp/bursar-sandbox/ledger.sqlite")
    }

    @Sendable private static func log(_ request: String) {
        note("\(systemTime().description) \(request)")
    }

    @Sendable private static func systemTime() -> Instant {
        Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
    }

    private static func print(_ text: String) throws {
        guard Descriptor.write("\(text)\n", to: STDOUT_FILENO) else {
            throw Failure.unwritableOutput()
        }
    }

    private static func note(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
    }
}
