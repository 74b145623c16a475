import Accounting
import Foundation
import LedgerStore
import Metering
import Provider
import Reporting
import Text

/// Everything that a command touches outside itself: variables, streams, clock, and the terminal.
struct CommandContext: Sendable {
    let environment: [String: String]
    let clock: WallClock
    /// Writes to stdout; false when not all of it could be written.
    let write: @Sendable (String) -> Bool
    /// Writes to stderr.
    let writeError: @Sendable (String) -> Void
    let outputTerminal: Terminal
    let errorTerminal: Terminal
    /// Whose business it is what commands show: that of the key which asks a gateway for them.
    var viewer = Viewer.everything
    /// Whether it may run what is for keys of administrators, in a gateway.
    var mayAdminister = true
    /// The ledger of the gateway that runs the command; nil where the settings say which.
    var served: Ledger?
    let missingLedger = MissingLedger()
    let providerDate = ProviderDate()

    /// Data, to stdout. A reader that is not there any more, or a full disk, is a failure.
    func print(_ text: String) throws(Failure) {
        guard write(text) else { throw Failure.unwritableOutput() }
    }

    /// One line to stderr.
    func note(_ text: String) { writeError(text + "\n") }

    var now: Instant { clock.now() }

    func settings() throws -> Settings { Settings(environment: environment) }

    /// Where the ledger is, after a warning of what else in the config file cannot be read.
    private func knownLedgerPath() throws -> Setting<String> {
        let settings = try settings()
        let path = try settings.ledgerPath
        for fault in settings.faults where !fault.isOfAlertsAlone {
            note("warning: \(TerminalText.escaped(fault.message))")
        }
        return path
    }

    /// Opens the ledger that is there. Where there is none, none is made: then an account without
    /// anything in it stands in, and a command that goes well says so in the end.
    ///
    /// - Parameters:
    ///   - warnsOfClock: says so when the clock is behind the newest entry.
    ///   - saysMissing: says in the end that there is none.
    func openLedger(warnsOfClock: Bool = true, saysMissing: Bool = true) async throws -> Ledger {
        try await OwnThread.run {
            try openLedgerAtOnce(warnsOfClock: warnsOfClock, saysMissing: saysMissing)
        }
    }

    /// The same on the calling thread, which may have to wait for another process: for the main thread,
    /// and threads of one's own.
    func openLedgerAtOnce(warnsOfClock: Bool = true, saysMissing: Bool = true) throws -> Ledger {
        if let served {
            if warnsOfClock { try warnOfClock(served) }
            return served
        }
        let path = try knownLedgerPath()
        do {
            let ledger = try Ledger(existingAt: path.value, at: now)
            if warnsOfClock { try warnOfClock(ledger) }
            return ledger
        } catch let error as LedgerError where error.kind == .notFound {
            if saysMissing { missingLedger.note(path) }
            return try Ledger(absentFrom: path.value)
        }
    }

    /// Opens the ledger, or makes it on first use and says so: its name may be mistyped.
    func makeLedger(warnsOfClock: Bool = true) async throws -> Ledger {
        if served != nil { return try await openLedger(warnsOfClock: warnsOfClock) }
        let path = try knownLedgerPath()
        let (ledger, how) = try await Ledger.openOrMake(at: path.value, at: now)
        if how == .made {
            note(
                "note: made a new ledger, \(TerminalText.escaped(path.value))"
                    + " (\(path.origin.description)), with days in UTC; for another time zone remove"
                    + " it and run: bursar init --time-zone ZONE")
        }
        if warnsOfClock { try warnOfClock(ledger) }
        return ledger
    }

    /// A meter on the ledger that is there, or on an empty account.
    func meter() async throws -> Meter {
        Meter(ledger: try await openLedger(), clock: clock)
    }

    /// A meter on the ledger, which is made where there is none.
    func makingMeter() async throws -> Meter {
        Meter(ledger: try await makeLedger(), clock: clock)
    }

    var style: TextStyle {
        TextStyle(
            columns: outputTerminal.columns, usesColor: outputTerminal.usesColor,
            words: Advice.words)
    }

    /// The style of tables that people search through: in a pipe nothing of them is cut off.
    var tableStyle: TextStyle {
        TextStyle(
            columns: outputTerminal.isSized ? outputTerminal.columns : 400,
            usesColor: outputTerminal.usesColor, words: Advice.words)
    }

    /// Why the provider cannot be asked: no usable key, or no known provider. Nil when there is one.
    func keyFailure() throws -> Failure? {
        let settings = try settings()
        do throws(Failure) {
            _ = try settings.baseURL
            _ = try settings.requireKey()
            return nil
        } catch {
            return error
        }
    }

    /// Runs `body` with the provider of the settings. Fails before anything else when there is no key.
    ///
    /// - Parameter warnsOfClock: says afterwards where the provider's clock contradicts ours.
    func withProvider<Result: Sendable>(
        warnsOfClock: Bool = true,
        _ body: @escaping @Sendable (ProviderClient) async throws -> Result
    ) async throws -> Result {
        let settings = try settings()
        settings.warnings.forEach { note("warning: \($0)") }
        let key = try settings.requireKey()
        let baseURL = try settings.baseURL.value
        let endpoint: ProviderEndpoint
        do {
            endpoint = try ProviderEndpoint(parsing: baseURL)
        } catch {
            throw Failure(.failed, error.sentence)
        }
        return try await ProviderClient.withClient(
            endpoint: endpoint, key: key, proxies: settings.proxies, now: clock.now
        ) { client in
            defer {
                if let doubt = client.clockDoubt {
                    providerDate.contradicts()
                    if warnsOfClock { note("warning: \(doubt)") }
                }
            }
            return try await body(client)
        }
    }
}

extension CommandContext {
    static func live() -> CommandContext {
        let environment = ProcessInfo.processInfo.environment
        return CommandContext(
            environment: environment, clock: .live,
            write: { Descriptor.write($0, to: STDOUT_FILENO) },
            writeError: { _ = Descriptor.write($0, to: STDERR_FILENO) },
            outputTerminal: Terminal(descriptor: STDOUT_FILENO, environment: environment),
            errorTerminal: Terminal(descriptor: STDERR_FILENO, environment: environment))
    }
}

extension WallClock {
    static let live = WallClock(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Instant(
                microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
        },
        sleep: { try await Task.sleep(for: $0) })
}
