import Accounting
import HTTPTypes
import Testing

@testable import Gateway

@Suite("What headers say of an order") struct ClientOptionsTests {
    @Test(arguments: [
        ("x-bursar-max-cost-usd", "0"), ("x-bursar-max-cost-usd", "-1"),
        ("x-bursar-max-cost-usd", "much"), ("x-bursar-duration-seconds", "0"),
        ("x-bursar-duration-seconds", "86401"), ("x-bursar-duration-seconds", "1e3"),
        ("x-bursar-new-take", "perhaps"), ("x-bursar-project", ""), ("x-bursar-projekt", "a"),
        ("x-bursar-label-", "a"), ("idempotency-key", ""),
        ("idempotency-key", String(repeating: "k", count: 256)),
    ])
    func whatCannotBeReadIsRefused(name: String, value: String) throws {
        var fields = HTTPFields()
        fields[try #require(HTTPField.Name(name))] = value
        let error = #expect(throws: GatewayError.self) { try ClientOptions(fields) }
        #expect(error?.status == 400)
        #expect(error?.parameter == name)
    }

    @Test func aLengthIsReadInThousandthsAndRoundedUp() throws {
        var fields = HTTPFields()
        fields[HTTPField.Name("x-bursar-duration-seconds")!] = "7.5001"
        fields[HTTPField.Name("x-bursar-max-cost-usd")!] = "$2.50"
        let options = try ClientOptions(fields)
        #expect(options.statedMilliseconds == 7501)
        #expect(options.maxCost?.description == "2.50")
    }
}
