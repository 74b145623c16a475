import Provider
import Testing

@Suite struct APIKeyTests {
    static let secret = "sk-0123456789abcdef"

    struct Holder {
        let key = APIKey(APIKeyTests.secret)
        let keys = [APIKey(APIKeyTests.secret)]
    }

    @Test func aKeyDoesNotPrintItself() {
        let key = APIKey(Self.secret)
        var texts = [
            "\(key)", String(describing: key), String(reflecting: key), key.description,
            key.debugDescription, "\(Holder())", String(reflecting: Holder()),
            "\(Optional(key) as Any)", "\(["key": key])",
            "\(Mirror(reflecting: key).children.count)",
        ]
        var printed = ""
        print(key, to: &printed)
        debugPrint(key, to: &printed)
        dump(key, to: &printed)
        dump(Holder(), to: &printed)
        texts.append(printed)
        for text in texts { #expect(!text.contains("sk-"), "\(text)") }
        #expect(Mirror(reflecting: key).children.isEmpty)
    }

    @Test func aClientDoesNotPrintItsKey() async throws {
        let endpoint = try ProviderEndpoint(parsing: "http://127.0.0.1:9")
        await ProviderClient.withClient(endpoint: endpoint, key: APIKey(Self.secret)) { client in
            var printed = "\(client)"
            dump(client, to: &printed)
            debugPrint(client, to: &printed)
            #expect(!printed.contains(Self.secret))
            // Nothing below the endpoint is printed: the HTTP client holds requests with headers.
            #expect(!printed.contains("HTTP" + "Client"), "\(printed)")
        }
    }

    @Test(arguments: [
        ("sk-1", true), (" sk-1\n", true), ("", false), ("  ", false), ("a b", false),
        ("a\nb", false), ("a\u{0}b", false), ("clé", false),
    ])
    func onlyVisibleCharactersCanBeSent(text: String, isSendable: Bool) {
        #expect(APIKey(text).isSendable == isSendable)
    }
}
