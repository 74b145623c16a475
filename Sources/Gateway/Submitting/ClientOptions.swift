import Accounting
import HTTPTypes
import Metering
import Text

/// What a client says beside its order, in headers: how it is to be accounted, and whether it was sent before.
struct ClientOptions: Hashable {
    var project: Name?
    var labels: [Label] = []
    var maxCost: USD?
    var statedMilliseconds: Int?
    var idempotencyKey: String?
    var isNewTake = false
    /// Whether the same request is refused while one is open, as the command line does. Other clients order
    /// a second take by sending it again.
    var refusesDuplicates = false
    var keepsPrompt = false

    /// Bytes of the longest `Idempotency-Key`.
    static let longestKey = 255

    /// - Throws: ``GatewayError`` of status 400 for a value that cannot be read: nothing was sent.
    init(_ fields: HTTPFields) throws(GatewayError) {
        for field in fields {
            let name = field.name.canonicalName
            let value = field.value.trimmed
            switch name {
            case "x-bursar-project": project = try ClientOptions.name(value, in: name)
            case "x-bursar-max-cost-usd": maxCost = try ClientOptions.usd(value, in: name)
            case "x-bursar-duration-seconds":
                statedMilliseconds = try ClientOptions.milliseconds(value, in: name)
            case "x-bursar-new-take": isNewTake = try ClientOptions.flag(value, in: name)
            case "idempotency-key": idempotencyKey = try ClientOptions.key(value, in: name)
            case _ where name.hasPrefix(ClientOptions.labelPrefix):
                try takeLabel(String(name.dropFirst(ClientOptions.labelPrefix.count)), value, name)
            case _ where name.hasPrefix("x-bursar-"):
                throw ClientOptions.error(name, "is no header of this gateway; check its spelling")
            default: break
            }
        }
        if isNewTake, idempotencyKey != nil {
            throw ClientOptions.error(
                "x-bursar-new-take", "contradicts Idempotency-Key; send a new key for a new take")
        }
    }

    /// A question has its parameters in its query: what is said in headers would not be heeded.
    ///
    /// - Throws: ``GatewayError`` of status 400.
    static func refuse(in fields: HTTPFields) throws(GatewayError) {
        for field in fields where field.name.canonicalName.hasPrefix("x-bursar-") {
            throw GatewayError.malformed(
                "the header \(GatewayError.shown(field.name.canonicalName)) is of orders; a question about"
                    + " the accounts says what it means in its query",
                parameter: GatewayError.shown(field.name.canonicalName))
        }
    }

    private static let labelPrefix = "x-bursar-label-"

    /// The order with what the headers say of it.
    func applied(to order: Order, caller: Name?, project: Name?) -> Order {
        var order = order
        order.project = project
        order.key = caller
        order.labels = labels
        order.maxCost = maxCost
        order.statedMilliseconds = statedMilliseconds
        order.allowsDuplicate = !refusesDuplicates
        order.keepsPrompt = keepsPrompt
        return order
    }

    private mutating func takeLabel(_ key: String, _ value: String, _ name: String)
        throws(GatewayError)
    {
        let key = try ClientOptions.name(key, in: name)
        if let flaw = EntryText.flaw(in: value, longest: EntryText.longestReason) {
            throw ClientOptions.error(name, flaw.words)
        }
        labels.append(Label(key: key, value: value))
    }

    static func name(_ text: String, in header: String) throws(GatewayError) -> Name {
        if text.isEmpty { throw error(header, "is empty; leave it out instead") }
        if let flaw = EntryText.flaw(in: text, longest: EntryText.longestName) {
            throw error(header, flaw.words)
        }
        return Name(text)
    }

    static func usd(_ text: String, in header: String) throws(GatewayError) -> USD {
        guard let amount = try? USD(userText: text), amount > .zero else {
            throw error(header, "is no amount of dollars above zero; write it like 2.50")
        }
        return amount
    }

    /// Thousandths at the finest, rounded up; at most a day.
    static func milliseconds(_ text: String, in header: String) throws(GatewayError) -> Int {
        guard let seconds = try? USD(userText: text), seconds > .zero,
            seconds <= USD(nanos: 86_400_000_000_000)
        else { throw error(header, "is no length; write seconds, from above 0 to 86400") }
        return Int((seconds.nanos + 999_999) / 1_000_000)
    }

    private static func flag(_ text: String, in header: String) throws(GatewayError) -> Bool {
        switch text.lowercased() {
        case "true", "1": return true
        case "false", "0": return false
        default: throw error(header, "is neither true nor false")
        }
    }

    private static func key(_ text: String, in header: String) throws(GatewayError) -> String {
        guard (1...longestKey).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x20...0x7E) ~= $0 })
        else { throw error(header, "must have 1 to \(longestKey) characters of ASCII") }
        return text
    }

    /// - Parameter name: of a header, or of a member of an order's document.
    static func error(_ name: String, _ what: String) -> GatewayError {
        let isHeader = name.hasPrefix("x-bursar-") || name == "idempotency-key"
        return GatewayError.malformed(
            "\(isHeader ? "the header \(name)" : "'\(name)'") \(what) (nothing was sent)",
            parameter: name)
    }
}
