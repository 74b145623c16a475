import Alerting
import Testing

@Suite struct AddressTests {
    @Test(arguments: [
        ("https://hooks.slack.com/services/T0/x", "https://hooks.slack.com/…"),
        (" HTTP://Example.COM:8080?token=x\n", "http://example.com:8080/…"),
        ("http://127.0.0.1:9093", "http://127.0.0.1:9093/…"),
        ("https://[::1]:443/x", "https://[::1]:443/…"),
    ])
    func aURLShowsItsSchemeAndHost(text: String, shown: String) throws {
        let address = try Address(parsing: text)
        #expect(address.description == shown && String(reflecting: address) == shown)
    }

    @Test(
        arguments: [
            ("", .scheme), ("example.com", .scheme), ("file:///etc/passwd", .scheme),
            ("https:/example.com", .scheme), ("https://", .host), ("https:///x", .host),
            ("https://user:word@example.com", .credentials), ("https://-x/", .host),
            ("https://a b/", .host), ("https://[::1/", .host), ("https://ö.example/", .host),
            ("https://a:0/", .port), ("https://a:65536/", .port), ("https://a:/", .port),
            ("https://a:1x/", .port), ("https://a/#x", .fragment), ("https://a/b c", .characters),
            ("https://a/\r\nx", .characters), ("https://a/ö", .characters),
            ("https://a/\"", .characters),
        ] as [(String, Address.Flaw)])
    func anythingElseIsRefused(text: String, flaw: Address.Flaw) {
        #expect(throws: flaw) { try Address(parsing: text) }
    }

    /// What a user writes, and where the request goes.
    @Test(arguments: [
        ("alertmanager", "http://a:9093", "http://a:9093/api/v2/alerts"),
        ("alertmanager", "http://a/prefix/", "http://a/prefix/api/v2/alerts"),
        ("alertmanager", "http://a/api/v2/alerts?x=1", "http://a/api/v2/alerts?x=1"),
        ("discord", "https://d/api/webhooks/1/t", "https://d/api/webhooks/1/t?wait=true"),
        ("discord", "https://d/w?thread_id=2", "https://d/w?thread_id=2&wait=true"),
        ("discord", "https://d/w?wait=false", "https://d/w?wait=false"),
        ("slack", "https://s/services/x?y=%20", "https://s/services/x?y=%20"),
    ])
    func aURLIsCompletedAsItsReceiverNeedsIt(type: String, text: String, url: String) throws {
        let settings = ChannelTests.settings(type, url: text)
        let channel = try Channel(settings, reading: Sample.sources)
        guard
            case .post(let address, _, _) = OutgoingMessage(
                Sample.withBudget, to: channel, at: Sample.now)
        else {
            Issue.record("not a request")
            return
        }
        #expect(address.url == url)
    }
}
