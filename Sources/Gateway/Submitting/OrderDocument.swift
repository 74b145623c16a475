import Accounting
import LosslessJSON
import Metering

/// An order as the accounts' own API takes it: the provider's request, and in the same document what other
/// clients say in headers.
///
///     {"request": {"model": "klingai/…", …}, "project": "spring", "labels": {"scene": "12"},
///      "max_cost_usd": "2.50", "duration_seconds": "8", "allow_duplicate": false, "dry_run": false}
struct OrderDocument: Sendable {
    let order: Order
    let options: ClientOptions
    /// It is only asked what it would cost, and whether it would be allowed.
    let isDryRun: Bool

    static let members = [
        "request", "project", "labels", "max_cost_usd", "duration_seconds", "allow_duplicate",
        "keep_prompt", "dry_run",
    ]

    /// - Parameter headers: what the request's headers say; the document has precedence.
    /// - Throws: ``GatewayError`` of status 400: nothing was sent.
    init(_ body: [UInt8], _ headers: ClientOptions) throws(GatewayError) {
        guard let json = try? JSON(parsing: body), let members = json.members else {
            throw GatewayError.malformed(
                "the body is no JSON object; send {\"request\": {…}} with the provider's request")
        }
        for member in members where !OrderDocument.members.contains(member.key) {
            throw ClientOptions.error(
                GatewayError.shown(member.key),
                "is no member of an order; it has \(OrderDocument.members.joined(separator: ", "))")
        }
        guard let request = json["request"], request.members != nil else {
            throw ClientOptions.error("request", "is missing, or no JSON object")
        }
        var options = headers
        func text(_ name: String) throws(GatewayError) -> String? {
            guard let value = json[name], value != .null else { return nil }
            guard let text = value.string else {
                throw ClientOptions.error(name, "is no text; write it in quotation marks")
            }
            return text
        }
        func flag(_ name: String) throws(GatewayError) -> Bool {
            guard let value = json[name], value != .null else { return false }
            guard let flag = value.bool else {
                throw ClientOptions.error(name, "is neither true nor false")
            }
            return flag
        }
        if let project = try text("project") {
            options.project = try ClientOptions.name(project, in: "project")
        }
        if let amount = try text("max_cost_usd") {
            options.maxCost = try ClientOptions.usd(amount, in: "max_cost_usd")
        }
        if let seconds = try text("duration_seconds") {
            options.statedMilliseconds =
                try ClientOptions.milliseconds(seconds, in: "duration_seconds")
        }
        if let labels = json["labels"], labels != .null {
            options.labels = try OrderDocument.labels(labels)
        }
        options.refusesDuplicates = try !flag("allow_duplicate")
        options.keepsPrompt = try flag("keep_prompt")
        isDryRun = try flag("dry_run")
        self.options = options
        order = try OrderForm.order(from: request)
    }

    private static func labels(_ json: JSON) throws(GatewayError) -> [Label] {
        guard let members = json.members else {
            throw ClientOptions.error("labels", "is no object; write {\"scene\": \"12\"}")
        }
        var labels: [Label] = []
        for member in members {
            guard let value = member.value.string else {
                throw ClientOptions.error("labels", "has a value that is no text")
            }
            if let flaw = EntryText.flaw(in: value, longest: EntryText.longestReason) {
                throw ClientOptions.error("labels", "has a value that \(flaw.words)")
            }
            labels.append(
                Label(key: try ClientOptions.name(member.key, in: "labels"), value: value))
        }
        return labels
    }
}
