import Accounting
import HTTPTypes
import Hummingbird
import LedgerStore
import Logging
import LosslessJSON
import Metering
import NIOCore
import Text

/// Runs commands of the command line for other machines.
///
/// The answer's body is what the command prints; headers say how it ended and what it said besides.
struct CommandsController: Sendable {
    let gateway: Gateway
    let caller: Caller
    /// The connection that the answer will be written on.
    let channel: any Channel

    /// A command is a few words.
    static let limits: BodyLimits = {
        var limits = BodyLimits()
        limits.longestBytes = 64 << 10
        return limits
    }()
    private static let mostArguments = 256
    /// The longest messages that are handed on: headers are bounded.
    private static let longestMessages = 8 << 10

    /// - Throws: ``GatewayError``.
    func response(to body: [UInt8]) async throws -> Response {
        guard let commands = gateway.options.commands else {
            throw GatewayError(
                status: 404, kind: .notFound, code: "no_commands",
                message: "this gateway serves one command, and runs none for others")
        }
        let call = try CommandsController.call(in: body)
        let (gateway, caller) = (gateway, caller)
        let output = CommandOutput(
            folder: gateway.options.spoolFolder, files: gateway.commandFiles, for: caller)
        let end = try await gateway.pages.run(for: caller, on: channel) {
            await commands.run(
                call, for: caller.viewer, mayChange: caller.isAdmin && caller.name != nil,
                on: gateway.meter.ledger, write: { output.append($0) })
        }
        gateway.logger.info(
            "command",
            metadata: [
                "command": "\(end.name)", "exit": "\(end.exitCode)",
                "key": "\(caller.name?.text ?? "-")",
            ])
        if let failure = output.failure { throw failure }
        var fields: HTTPFields = [
            .contentType: "text/plain; charset=utf-8", .cacheControl: "no-store",
            .xContentTypeOptions: "nosniff",
        ]
        fields[CommandsController.exitCode] = "\(end.exitCode)"
        fields[CommandsController.ledgerHead] = try gateway.meter.ledger.head()
        if !end.messages.isEmpty {
            let text = BoundedText.text(end.messages, limit: CommandsController.longestMessages)
            fields[CommandsController.messages] = text.percentEncoded
        }
        return Response(status: .ok, headers: fields, body: output.body)
    }

    private static let exitCode = HTTPField.Name("x-bursar-exit-code")!
    private static let messages = HTTPField.Name("x-bursar-messages")!
    private static let ledgerHead = HTTPField.Name("x-bursar-ledger-head")!

    private static func call(in body: [UInt8]) throws(GatewayError) -> CommandCall {
        guard let json = try? JSON(parsing: body), let members = json.members else {
            throw GatewayError.malformed(
                "the body is no JSON object; send {\"arguments\": [\"list\"]}")
        }
        for member in members where !known.contains(member.key) {
            throw GatewayError.malformed(
                "'\(GatewayError.shown(member.key))' is no member of a command; it has"
                    + " \(known.joined(separator: ", "))",
                parameter: GatewayError.shown(member.key))
        }
        guard let arguments = json["arguments"]?.array?.map(\.string),
            (1...mostArguments).contains(arguments.count),
            arguments.allSatisfy({ $0 != nil && $0?.unicodeScalars.contains("\0") == false })
        else {
            throw GatewayError.malformed(
                "arguments must be a list of 1 to \(mostArguments) texts, as behind the program's name",
                parameter: "arguments")
        }
        let columns = json["columns"] ?? .null
        guard columns == .null || columns.int.map((1...CommandCall.mostColumns).contains) == true
        else {
            throw GatewayError.malformed(
                "columns must be a number from 1 to \(CommandCall.mostColumns), or null",
                parameter: "columns")
        }
        let color = json["color"] ?? .null
        guard color == .null || color.bool != nil else {
            throw GatewayError.malformed("color must be true or false", parameter: "color")
        }
        return CommandCall(
            arguments: arguments.compactMap(\.self), columns: columns.int,
            usesColor: color.bool ?? false,
            variables: try variables(json["variables"] ?? .null))
    }

    private static let known = ["arguments", "columns", "color", "variables"]
    private static let longestVariable = 100

    private static func variables(_ json: JSON) throws(GatewayError) -> [String: String] {
        if json == .null { return [:] }
        var variables: [String: String] = [:]
        for member in json.members ?? [] {
            variables[member.key] = member.value.string
        }
        guard let count = json.members?.count, variables.count == count,
            CommandCall.locale.isSuperset(of: variables.keys),
            variables.values.allSatisfy({ $0.utf8.count <= longestVariable })
        else {
            throw GatewayError.malformed(
                "variables must be an object of short texts, named"
                    + " \(CommandCall.locale.sorted().joined(separator: ", "))",
                parameter: "variables")
        }
        return variables
    }
}
