import Accounting
import ArgumentParser
import Dispatch
import Foundation
import LosslessJSON
import Sandbox

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
        options.balanceNanos = balance.nanos
        options.keyLimit = keyLimit.map {
            SpendingCap(nanos: $0.nanos, retention: keyRetention ?? .noReset)
        }
        return options
    }

    /// The line that a script waits for on stdout, and what to export on stderr.
    private static func announce(host: String, port: Int, key: String) {
        let url = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        try? print("sandbox listening on \(url)")
        note("export AIMLAPI_BASE_URL=\(url)")
        note("export AIMLAPI_API_KEY=\(key)")
        // What costs nothing must not eat real budgets.
        note("export BURSAR_LEDGER=/tmp/bursar-sandbox/ledger.sqlite")
    }

    @Sendable private static func log(_ request: String) {
        note("\(systemTime().description) \(request)")
    }

    @Sendable private static func systemTime() -> Instant {
        Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
    }

    private static func print(_ text: String) throws {
        try FileHandle.standardOutput.write(contentsOf: Data("\(text)\n".utf8))
    }

    private static func note(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
    }
}

extension UsagePlacement: ExpressibleByArgument {}
extension GenerationIDForm: ExpressibleByArgument {}
extension SpendingCap.Retention: ExpressibleByArgument {}

extension Trouble: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

/// Faults of submissions, such as `reset,504`.
struct SandboxFaults: ExpressibleByArgument {
    let kinds: [SubmitFault]
    let defaultValueDescription: String

    init?(argument: String) { self.init(argument) }

    init?(_ text: String) {
        let words = text.split(separator: ",", omittingEmptySubsequences: false)
        kinds = words.compactMap { SubmitFault(String($0)) }
        defaultValueDescription = text
        if kinds.count != words.count { return nil }
    }
}

/// A number of seconds with decimals, read exactly; a trailing `s` is allowed.
struct SandboxSeconds: ExpressibleByArgument {
    let duration: Duration
    let defaultValueDescription: String

    init?(argument: String) { self.init(argument) }

    init?(_ text: String) {
        let number = text.hasSuffix("s") ? String(text.dropLast()) : text
        guard let duration = SandboxOptions.duration(secondsText: number) else { return nil }
        self.duration = duration
        defaultValueDescription = number
    }
}

/// An amount of dollars, read exactly; a leading `$` is allowed.
struct SandboxDollars: ExpressibleByArgument {
    let nanos: Int64
    let defaultValueDescription: String

    init?(argument: String) { self.init(argument) }

    init?(_ text: String) {
        let number = text.hasPrefix("$") ? String(text.dropFirst()) : text
        guard let nanos = SandboxOptions.nanos(dollarsText: number) else { return nil }
        self.nanos = nanos
        defaultValueDescription = number
    }
}

/// A month such as `2026-10`.
struct SandboxMonth: ExpressibleByArgument {
    let year: Int
    let month: Int

    init?(argument: String) {
        let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2], let year = Int(parts[0]),
            let month = Int(parts[1]),
            year >= 1, (1...12).contains(month)
        else { return nil }
        self.year = year
        self.month = month
    }
}

extension SandboxCommand {
    fileprivate static let discussion = #"""
        All that Bursar does can be tried against it; its books agree with
        what it did:

          bursar sandbox --port 8788 &
          export AIMLAPI_BASE_URL=http://127.0.0.1:8788
          export AIMLAPI_API_KEY=sandbox
          bursar submit --image https://example.com/hero.png \
            --video https://example.com/dance.mp4

        A month to look at, without waiting a month:

          bursar sandbox --history 2026-10 | bursar import -

        The flags hold for all submissions, a marker in a prompt for one:

          --prompt 'Rain. [sandbox seconds=12 run=1 usage=headers]'
          --prompt '[sandbox submit=torn]'
          --prompt '[sandbox fail="no character found"]'

        What it costs, and where it says so:

          usage=submit|poll|headers|both|none   where the usage appears
          seconds=S        the length of the reference that is billed
          cost=USD         the cost instead, printed as written (1.0E-7)
          credits=N        the cost instead, stated in credits alone
          credits-off      one credit too many
          tokens-used      the older key in place of credits_used

        What the books say of it:

          books=USD        another amount in the transactions
          books-off=N      so many credits more, or less with -N
          bookings=N       charged so often: 0 never, 2 twice
          lag=S            seconds from its end to its charge
          refund=USD|full  a refund after the charge
          refund-lag=S     so long after it
          log=missing|at-once  no row in the log, or one while it runs
          log-lag=S        seconds from its end to its row in the log

        How it goes:

          run=S            how long it runs
          fail=TEXT        it ends in error, uncharged
          fail-charged     it ends in error, and is billed
          backwards        from generating back to queued, once
          status=succeeded|failed|cancelled|expired
          status=waiting|active|processing|weird
          video=object|strings|objects          the shape of the result
          error=string|object                   the shape of the error

        What the submission answers:

          submit=400|401|403|404|429|502|503    not started
          submit=reset-before|redirect          not started
          submit=500|504                        started all the same
          submit=html|empty|null|no-id          started, 200 without an id
          submit=torn|reset|hang|slow|huge      started, the answer breaks
          submit=header-id|generation-id        started, the id elsewhere
          delay=S          how late submit=slow answers (--fault-delay)
          body=html|empty|null                  of an error status
          stringly         numbers as strings, as in the documentation

        What a poll answers:

          poll=500|404|429|html|empty|null|torn|reset|hang
          poll-times=N     that many polls, then they are well (1)

        Its prices are its own guesses, also of the other models that it
        has. GET /sandbox/submissions lists every POST that arrived, in
        order, with what became of it.

        POST /sandbox/clock moves its time forward, and with it what runs,
        what is booked and the Date header (GET says the time):

          {"advance_seconds": 86400}
          {"to": "2026-12-01T00:00:00Z"}

        POST /sandbox/books makes the books differ or fail (GET says how
        much is in them). Any of these keys; one slip, and nothing changes:

          {"entries": [
            {"kind": "missing"},              the newest charge is struck,
            {"kind": "double"},               is there twice,
            {"kind": "off", "credits": 1},    is off by a credit,
            {"kind": "late", "seconds": 864000},
            {"kind": "refund", "usd": "0.5"},    all of it without usd;
                    or that of a "generation_id" or "client_request_id"
            {"kind": "charge", "usd": "1.5", "origin": "playground"},
            {"kind": "request"},              a stranger's, which failed
            {"kind": "top-up", "usd": "20"},  also bonus and expired
            {"kind": "adjustment", "usd": "1", "direction": "TOPUP"}]}
                    "at" an instant, or "after_seconds"; now without
          {"history": {"count": 100000, "from": "2026-10-01T00:00:00Z"}}
          {"prices": [{"model": "klingai/video-v3-motion-control",
                       "when": {"mode": "pro"}, "usd": "0.25"}]}
          {"key": {"limit_usd": "25", "retention": "month"}}
          {"trouble": [{"endpoint": "logs", "kind": "429", "times": 3,
                        "skip": 1, "retry_after_seconds": 2}]}
          {"clear_trouble": true}

        Endpoints: logs, transactions, billing, key, models, poll.
        Kinds, here and for --trouble:

          400…599|html|empty|null|torn|reset|hang
          slow             the answer after "delay_seconds" (3)
          repeat           the rows of the page before, once more
          endless          has_more, whether there is more or not
          shift            as after a row that arrived between pages
        """#
}
