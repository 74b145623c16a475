import Accounting
import Alerting
import LosslessJSON
import Testing
import Transport

@Suite struct WebhookSignatureTests {
    /// The message that the reference implementations of Standard Webhooks are tested with.
    @Test(arguments: ["whsec_", ""])
    func theKnownMessageHasItsKnownSignature(prefix: String) throws {
        let key = try SigningKey(Secret(prefix + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signature = WebhookSignature.text(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
            body: #"{"test": 2432232314}"#, key: key)
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test(
        arguments: [
            ("", .short(bytes: 0)), ("whsec_", .short(bytes: 0)),
            ("whsec_plJ3nmyCDGBKInavdOK15jsl", .short(bytes: 18)), ("not base64!", .notBase64),
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", .short(bytes: 23)),
            ("MfKQ9r8GKYqr TwjUPD8ILPZIo2LaLaSw", .notBase64),
        ] as [(String, SigningKey.Flaw)])
    func aSecretIsBase64OfAtLeast24Bytes(text: String, flaw: SigningKey.Flaw) {
        #expect(throws: flaw) { try SigningKey(Secret(text)) }
    }

    @Test func aSecretMayLackTheEndOfItsBase64() throws {
        let padded = try SigningKey(Secret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBk="))
        #expect(try SigningKey(Secret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBk")) == padded)
    }

    @Test func everyAttemptHasTheSameIDAndATimestampOfItsOwn() throws {
        let key = try SigningKey(Secret(Sample.webhookSecret))
        let first = WebhookMessage(Sample.withBudget, key: key, at: Sample.now)
        let second = WebhookMessage(
            Sample.withBudget, key: key, at: Sample.now.advanced(bySeconds: 60))
        #expect(first.body == second.body)
        #expect(first.headers[1] == second.headers[1])
        #expect(first.headers[1] == HTTPHeader("webhook-id", Sample.alertID))
        #expect(first.headers[2] == HTTPHeader("webhook-timestamp", "1795253407"))
        #expect(second.headers[2] == HTTPHeader("webhook-timestamp", "1795253467"))
        #expect(first.headers[3] != second.headers[3])
    }

    @Test func theBodyIsTheAlertDocumentOnOneLine() throws {
        let key = try SigningKey(Secret(Sample.webhookSecret))
        let body = WebhookMessage(Sample.withBudget, key: key, at: Sample.now).body
        let json = try JSON(parsing: body)
        #expect(json["schema"] == "bursar.alert/1" && json.compactText == body)
        #expect(json["budget"]?["name"] == "pro-month")
    }

    @Test(arguments: [("a.b", "a_b"), ("a\r\nx: y", "a__x__y"), ("ä-1", "_-1"), ("", "_")])
    func anIDCannotBreakTheHeaderOrTheSignedText(id: String, header: String) throws {
        let key = try SigningKey(Secret(Sample.webhookSecret))
        let notice = Sample.notice(of: Sample.alert(.test, id: id))
        let message = WebhookMessage(notice, key: key, at: Sample.now)
        #expect(message.headers[1].value == header)
    }
}
