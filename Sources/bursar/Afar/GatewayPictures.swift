import Reporting
import Synchronization
import Text

/// The pictures of a gateway's accounts, each made there when it is asked for.
final class GatewayPictures: WatchPictures {
    private let address: GatewayAddress
    private let isOnScreen: Bool
    private let context: CommandContext
    /// What came last.
    private var text = ""
    private var head: String?
    private var failure: String?

    init(of address: GatewayAddress, onScreen isOnScreen: Bool, in context: CommandContext) {
        self.address = address
        self.isOnScreen = isOnScreen
        self.context = context
    }

    func look() async -> Bool {
        // A screen asks for each of its pictures, which depend on the window.
        guard !isOnScreen else { return false }
        let before = (head, failure)
        await ask(
            [], columns: context.shownColumns, usesColor: context.outputTerminal.usesColor)
        return before != (head, failure)
    }

    func lines(columns: Int, rows: Int, usesColor: Bool) async -> [String] {
        await ask(["--rows", "\(rows)"], columns: columns, usesColor: usesColor)
        let complaint = complaint(columns: columns)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return Array((complaint + lines).prefix(rows))
    }

    func text(style: TextStyle) async -> String {
        let complaint = complaint(columns: style.columns)
        return complaint.map { $0 + "\n" }.joined() + text
    }

    private func complaint(columns: Int) -> [String] {
        failure.map { TerminalText.wrapped(TerminalText.escaped($0), to: columns) + [""] } ?? []
    }

    private func ask(_ further: [String], columns: Int?, usesColor: Bool) async {
        let parts = Mutex("")
        do {
            let answer = try await GatewayClient.with(address, in: context) { client in
                try await client.run(
                    ["watch", "--once"] + further, columns: columns, usesColor: usesColor
                ) { text in
                    parts.withLock { $0 += text }
                    return true
                }
            }
            guard answer.status == .done else {
                failure = Line.of(answer.messages)
                return
            }
            text = parts.withLock { $0 }
            head = answer.ledgerHead
            failure = nil
        } catch {
            failure = "\(error)"
        }
    }
}
