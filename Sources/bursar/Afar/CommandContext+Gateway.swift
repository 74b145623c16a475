import Gateway
import Synchronization
import Text

extension CommandContext {
    /// Has a gateway run a command, and shows what it prints as if it had run here.
    ///
    /// - Parameter arguments: all words behind the program's name.
    func run(_ command: any ServedCommand, _ arguments: [String], at address: GatewayAddress)
        async throws
    {
        let kind = type(of: command)
        let (file, format) = (command.outputPath, command.formatArgument)
        let kept = Mutex<[String]>([])
        let unwritten = Mutex<Failure?>(nil)
        let answer: GatewayClient.CommandAnswer
        do {
            answer = try await GatewayClient.with(address, in: self) { client in
                try await client.run(
                    CommandContext.withoutOutput(arguments) + format,
                    columns: file == nil ? shownColumns : 80,
                    usesColor: file == nil && outputTerminal.usesColor,
                    variables: environment, changes: kind.right == .adminKey
                ) { text in
                    if file != nil {
                        kept.withLock { $0.append(text) }
                        return true
                    }
                    guard !write(text) else { return true }
                    unwritten.withLock { $0 = .unwritableOutput() }
                    return false
                }
            }
        } catch let failure as Failure where failure.status == .ledger {
            guard let line = kind.unreachableLine else { throw failure }
            try print(line)
            throw Failure(.ledger)
        }
        relay(answer.messages)
        if let failure = unwritten.withLock({ $0 }) { throw failure }
        if let file, answer.status == .done {
            try OutputFile.write(to: file) { sink in
                for part in kept.withLock({ $0 }) { try sink(part) }
            }
        }
        guard answer.status == .done else { throw Failure(answer.status) }
    }

    /// Fails, where a gateway owns the ledger, for a command that would look for one of this machine.
    func requireLedgerHere(for command: any ContextCommand) throws(Failure) {
        guard let address = try gatewayAddress() else { return }
        switch command {
        case is SubmitCommand, is WaitCommand, is WatchCommand, is ConfigCommand: return
        case is SyncCommand:
            throw Failure(
                .failed,
                "the gateway \(address.shown) checks what is open and looks up what was lost by itself;"
                    + " follow a submission with: bursar wait ID")
        default: throw Settings.isOfGateway(address.shown)
        }
    }

    /// How wide a gateway is to write; nil where its output goes to no terminal.
    var shownColumns: Int? {
        outputTerminal.isSized ? min(outputTerminal.window, CommandCall.mostColumns) : nil
    }

    /// What a gateway said on its stderr: text from outside.
    func relay(_ messages: String) {
        for line in messages.split(separator: "\n") {
            note(TerminalText.visible(String(line)))
        }
    }

    /// The words without the file of this machine that the output goes to.
    static func withoutOutput(_ arguments: [String]) -> [String] {
        var words: [String] = []
        var rest = arguments[...]
        while let word = rest.popFirst() {
            if word == "--" { return words + [word] + rest }
            if word == "--output" {
                rest = rest.dropFirst()
            } else if !word.hasPrefix("--output=") {
                words.append(word)
            }
        }
        return words
    }
}
