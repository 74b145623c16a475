import Accounting
import Provider
import Transport

/// Answers of the provider, written down as short as they can be.
enum Answers {
    static let key = APIKey("sk-0123456789abcdef")
    static let redaction = Redaction(key: key)
    static let id = "NVOeetazzu2Xlca6ghTMx"

    static func answer(
        _ status: Int, _ body: String, _ headers: [String: String] = [:]
    ) -> Exchange {
        .answered(HTTPAnswer(status: status, headers: headers, body: .complete(Array(body.utf8))))
    }

    static func cut(_ status: Int, _ headers: [String: String] = [:]) -> Exchange {
        .answered(HTTPAnswer(status: status, headers: headers, body: .cut))
    }

    static func tooLarge(_ status: Int, _ headers: [String: String] = [:]) -> Exchange {
        .answered(HTTPAnswer(status: status, headers: headers, body: .tooLarge))
    }

    static func failure(_ kind: TransportFailure.Kind, bodyStarted: Bool = true) -> Exchange {
        .failed(TransportFailure(kind, host: "api.example"), bodyStarted: bodyStarted)
    }
}

/// Tests write amounts as they are read: `let balance: USD = "25.50"`.
extension USD: ExpressibleByUnicodeScalarLiteral {}
extension USD: ExpressibleByExtendedGraphemeClusterLiteral {}
extension USD: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) {
        try! self.init(parsing: text, rounding: .exact)
    }
}
