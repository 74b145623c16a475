import Accounting
import Gateway
import LedgerStore
import Provider
import Reporting
import Text

extension ServeCommand {
    /// Says what a gateway would find at its start, and stops at the first thing that is in its way. No
    /// ledger is made and nothing is sent.
    func checkReadiness(_ options: GatewayOptions, in context: CommandContext) async throws {
        let ledger = try await context.openLedger(saysMissing: false)
        let path = TerminalText.escaped(ledger.path)
        try requireWritable(ledger)
        try context.print(
            ledger.isKept
                ? "ready: the ledger \(path), with days in \(ledger.calendar.identifier)\n"
                : "ready: the ledger \(path), which is made at the first start\n")
        try await context.withProvider { _ in }
        let url = try context.settings().baseURL
        try context.print(
            "ready: a key for the provider at \(TerminalText.escaped(url.value))"
                + " (\(url.origin.description))\n")
        try requireKeys(options, in: ledger)
        let keys = try ledger.keys().count { $0.state(at: context.now) == .usable }
        try context.print(
            try ledger.hasKeys()
                ? "ready: \(Count.text(keys, "key")) of the gateway that can be used\n"
                : "ready: no keys of the gateway, so it serves this machine alone\n")
        do {
            try await GatewayServer.requireFree(host: host, port: port)
        } catch let error as GatewayServerError {
            throw ServeCommand.failure(error)
        }
        try context.print("ready: the address \(host), port \(port)\n")
    }

    /// Who can be reached from other machines asks for keys.
    func requireKeys(_ options: GatewayOptions, in ledger: Ledger) throws {
        guard try options.isLoopback || ledger.hasKeys() else {
            throw Failure(
                .usage,
                "--host \(host) can be reached from other machines, and this gateway has no keys; make one"
                    + " first: bursar keys create NAME")
        }
    }

    static func failure(_ error: GatewayServerError) -> Failure {
        Failure(.failed, "\(error); take another --port, or end what listens there")
    }

    private func requireWritable(_ ledger: Ledger) throws {
        let facts = LedgerFileFacts(of: ledger.path)
        guard facts.isFolderWritable else {
            throw Failure(
                .ledger,
                "the folder \(facts.folder) of the ledger cannot be written; nothing could be"
                    + " recorded there")
        }
    }
}
