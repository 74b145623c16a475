import Gateway
import Testing

@Suite("Where a request goes")
struct GatewayPathTests {
    @Test func pathsThatAreOneAreEqual() {
        #expect(GatewayPath.passing("/v1/models") != .passing("/v1/key"))
    }
}
