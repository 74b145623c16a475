import Accounting
import ArgumentParser
import Foundation
import Gateway
import LedgerStore
import Logging
import Metering
import Synchronization
import Transport

/// `bursar serve`: the gateway that any client of the provider reaches by changing its base URL.
struct ServeCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the gateway: any client of the provider, under your budgets.",
        discussion: """
            Point a client's base URL at it and change nothing else. Every POST to \
            /v2/video/generations is priced, held against the budgets, recorded and sent once; one \
            that does not fit gets 402, or 429 while money is in flight. Polls pass through, and \
            what nobody polls is followed to its end in the background.

            Without keys it serves this machine alone, and any key is taken. Your provider's key \
            stays here: AIMLAPI_API_KEY.

            Examples:
              bursar serve
              bursar serve --check
              AIMLAPI_BASE_URL=http://127.0.0.1:8787 python generate.py

            SIGTERM and Ctrl-C end it when what was sent is answered and recorded. SIGHUP reads \
            the config file again.
            """)

    @Option(help: "The address to listen on; any but this machine's own needs gateway keys.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 8787

    @Option(
        help: ArgumentHelp("A further name that clients call it by; may be repeated."))
    var allowHost: [String] = []

    @Option(
        help: ArgumentHelp(
            "Forward POSTs to this path without pricing them: no budget sees what they cost.",
            valueName: "path"))
    var allowUnmetered: [String] = []

    @Option(
        help: ArgumentHelp(
            "Encrypt connections with this certificate, a PEM file with those that signed it; read again when"
                + " it changes. Needs --tls-key.", valueName: "file"))
    var tlsCert: String?

    @Option(
        help: ArgumentHelp(
            "The private key of --tls-cert, a PEM file without a passphrase.", valueName: "file"))
    var tlsKey: String?

    @Option(help: "How the log on stderr is written: text or json.")
    var logFormat = LineLogHandler.Format.text

    @Flag(name: .customLong("check"), help: "Say whether it could start, and exit.")
    var isCheck = false

    func check() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port \(port) is no port; take 0 to 65535")
        }
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError(
                "--tls-cert and --tls-key belong together; the one that is missing is"
                    + (tlsCert == nil ? " --tls-cert" : " --tls-key"))
        }
        for path in allowUnmetered {
            if let flaw = GatewayPath.flaw(ofUnmetered: path) {
                throw ValidationError("--allow-unmetered '\(path)' \(flaw)")
            }
        }
    }

    func run(in context: CommandContext) async throws {
        var options = GatewayOptions()
        options.host = host
        options.port = port
        options.allowedHosts = allowHost
        options.unmeteredPaths = Set(allowUnmetered)
        options.balanceLine = try context.settings().balanceBelow
            .flatMap { try? USD(userText: $0.value) }
        options.spoolFolder = NSTemporaryDirectory()
        options.tls = try tlsFiles()
        options.commands = ServedCommands(environment: context.environment, clock: context.clock)
        if isCheck { return try await checkReadiness(options, in: context) }
        let ledger = try await context.makeLedger()
        try requireKeys(options, in: ledger)
        if !options.isLoopback, options.tls == nil {
            context.note(
                "warning: keys and requests cross the network as anybody there can read them; encrypt them"
                    + " with --tls-cert and --tls-key, or let a proxy with TLS on this machine be the"
                    + " only one to reach --host \(host)")
        }
        let chosen = options
        let format = logFormat
        try await context.withProvider { client in
            let logger = Logger(label: "bursar") { _ in
                LineLogHandler(format, now: context.clock.now, write: context.writeError)
            }
            let delivery = BackgroundDelivery(from: ledger, in: context)
            let gateway = Gateway(
                ledger: ledger, clock: context.clock, provider: client, options: chosen,
                logger: logger, deliverAlerts: { await delivery.deliver() })
            do {
                try await context.serve(gateway, chosen, logger)
            } catch let error as GatewayServerError {
                throw ServeCommand.failure(error)
            } catch let error as LedgerError where error.kind == .replaced {
                throw Failure(
                    .ledger, "\(error); the gateway ends, so start it again: it uses the other file"
                )
            }
        }
    }
}

extension LineLogHandler.Format: ExpressibleByArgument {}

extension ServeCommand {
    private func tlsFiles() throws -> TLSFiles? {
        guard let tlsCert, let tlsKey else { return nil }
        do throws(TLSFiles.Failure) {
            return try TLSFiles(certificate: tlsCert, key: tlsKey)
        } catch {
            throw Failure(.failed, "\(error)")
        }
    }
}

extension CommandContext {
    /// Serves until a signal ends it, and tells the service manager how it stands.
    fileprivate func serve(
        _ gateway: Gateway, _ options: GatewayOptions, _ logger: Logger
    ) async throws {
        let manager = ServiceManager(environment: environment)
        /// Nil before it listens: to say that it is ready would be too early.
        let status = Mutex<String?>(nil)
        let hangup = SignalSource.unlessIgnored(SIGHUP) {
            let status = status.withLock { $0 }
            if status != nil { manager.reloading() }
            reread(logger)
            if let status { manager.ready(status) }
        }
        defer { hangup?.cancel() }
        let limits = ServerLimits(openFiles: ResourceLimits.raisingOpenFiles())
        try await GatewayServer(gateway, limits: limits).run(
            stopsOnSignals: true,
            onStopping: { manager.stopping("finishing what was sent") }
        ) { port in
            let url = "\(options.scheme)://\(Authority(host: options.host, port: port))"
            announceGateway(at: url)
            status.withLock { $0 = "listening on \(url)" }
            manager.ready("listening on \(url)")
        }
    }

    /// The line that a script waits for on stdout, and what a client needs on stderr.
    private func announceGateway(at url: String) {
        try? print("gateway listening on \(url)\n")
        note("export AIMLAPI_BASE_URL=\(url)")
    }

    /// The config file is read at every use; a signal only says what is wrong with it now.
    private func reread(_ logger: Logger) {
        do {
            let faults = try settings().faults
            for fault in faults {
                logger.warning("config", metadata: ["error": "\(fault.message)"])
            }
            if faults.isEmpty { logger.info("config read again") }
        } catch {
            logger.warning("config", metadata: ["error": "\(error)"])
        }
    }
}
