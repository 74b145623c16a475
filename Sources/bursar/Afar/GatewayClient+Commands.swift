import Gateway
import LosslessJSON
import Synchronization
import Text
import Transport

extension GatewayClient {
    /// How a command ended in the gateway.
    struct CommandAnswer: Sendable {
        let status: ExitStatus
        /// What it said on stderr: whole lines, or nothing.
        let messages: String
        /// Where the journal stood then.
        let ledgerHead: String?
    }

    private static let exitCode = "x-bursar-exit-code"
    /// The longest that a command may take with all that it prints.
    private static let commandTimeout = Duration.seconds(600)

    /// Has the gateway run a command on its ledger.
    ///
    /// - Parameters:
    ///   - columns: nil where its output goes to no terminal.
    ///   - variables: the environment, of which the gateway gets what says how numbers are written.
    ///   - isQuestion: it is about what was sent before, and says nothing of sending.
    ///   - changes: it may change the accounts, so that it is worth a word where no answer came.
    ///   - write: takes a part of its output; false ends the reading.
    func run(
        _ arguments: [String], columns: Int?, usesColor: Bool,
        variables: [String: String] = [:], isQuestion: Bool = false, changes: Bool = false,
        write: @escaping @Sendable (String) -> Bool
    ) async throws(Failure) -> CommandAnswer {
        let call: JSON = [
            "arguments": .array(arguments.map { .string($0) }),
            "columns": .integer(orNull: columns), "color": .bool(usesColor),
            "variables": .object(
                variables.filter { CommandCall.locale.contains($0.key) && !$0.value.isEmpty }
                    .sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }),
        ]
        let output = Mutex(CharacterStream())
        let receiver = PartReceiver(forAnswersWith: GatewayClient.exitCode) { bytes in
            let text = output.withLock { $0.text(after: bytes) }
            return text.isEmpty || write(text)
        }
        let exchange = await post(
            call, to: "/api/v1/commands", timeout: GatewayClient.commandTimeout, receiver: receiver)
        switch exchange {
        case .failed(let failure, let bodyStarted):
            guard changes, bodyStarted else {
                throw unreachable(failure, isQuestion: isQuestion)
            }
            throw Failure(
                .failed,
                "the answer of the gateway \(address.shown) was lost: \(failure.reason); whether it did what"
                    + " was asked is not known. Look before you run it again")
        case .answered(let answer):
            guard answer.status == 200,
                let status = answer.headers[GatewayClient.exitCode].flatMap({ Int32($0) })
            else { throw refusal(answer, isQuestion: isQuestion) }
            if answer.body == .cut {
                throw Failure(
                    .failed,
                    "the answer of the gateway \(address.shown) was cut off: what is printed is not"
                        + " all of it. Run it again")
            }
            return CommandAnswer(
                status: ExitStatus(rawValue: status),
                messages: answer.headers["x-bursar-messages"]?.percentDecoded() ?? "",
                ledgerHead: answer.headers["x-bursar-ledger-head"])
        }
    }
}

/// Makes whole characters of bytes that come in parts.
private struct CharacterStream {
    private var rest: [UInt8] = []

    /// The characters that are whole now.
    mutating func text(after bytes: [UInt8]) -> String {
        rest += bytes
        var end = rest.count
        // The last character may still lack up to three bytes.
        while end > max(0, rest.count - 4), rest[end - 1] & 0xC0 == 0x80 { end -= 1 }
        if end > 0, rest[end - 1] >= 0xC0 {
            let length = rest[end - 1] >= 0xF0 ? 4 : rest[end - 1] >= 0xE0 ? 3 : 2
            end = rest.count - (end - 1) >= length ? rest.count : end - 1
        } else {
            end = rest.count
        }
        let text = String(decoding: rest[..<end], as: UTF8.self)
        rest.removeFirst(end)
        return text
    }
}
