import HTTPTypes
import HummingbirdCore
import LosslessJSON
import Testing

@testable import Gateway

@Suite("A refusal in the contract's form")
struct GatewayErrorTests {
    @Test func everyKeyIsThere() {
        let bare = GatewayError(
            status: 404, kind: .notFound, code: "unknown_path", message: "nothing at '/a\"b'")
        #expect(
            bare.body.compactText
                == #"{"error":{"message":"nothing at '/a\"b'","type":"not_found_error","#
                + #""param":null,"code":"unknown_path","metadata":null}}"#)
        let full = GatewayError(
            status: 402, kind: .budgetExceeded, code: "budget_exhausted", message: "m",
            parameter: "mode", metadata: ["reason": "budget_exhausted"])
        #expect(
            full.body.compactText
                == #"{"error":{"message":"m","type":"budget_exceeded","param":"mode","#
                + #""code":"budget_exhausted","metadata":{"reason":"budget_exhausted"}}}"#)
    }

    @Test(arguments: [(402, "false"), (409, "false"), (504, "false"), (400, nil), (503, nil)])
    func clientsAreToldNotToRepeatWhatWouldCostAgain(status: Int, header: String?) {
        let error = GatewayError(status: status, kind: .conflict, code: "c", message: "m")
        #expect(error.fields[.xShouldRetry] == header)
        #expect(error.fields[.contentType] == "application/json; charset=utf-8")
    }

    @Test func whatIsMalformedEndsItsConnection() {
        #expect(GatewayError.malformed("m").fields[.connection] == "close")
    }

    @Test func aTimeToWaitIsInWholeSeconds() {
        let error = GatewayError(
            status: 503, kind: .unavailable, code: "c", message: "m", retry: .after(seconds: 7),
            headers: [.allow: "GET"])
        #expect(error.fields[.retryAfter] == "7" && error.fields[.xShouldRetry] == nil)
        #expect(error.fields[.allow] == "GET")
        #expect(error.response.status.code == 503)
        #expect(error.response.headers[.retryAfter] == "7")
    }
}
