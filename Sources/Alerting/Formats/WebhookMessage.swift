package import Accounting
import LosslessJSON
import Reporting
package import Transport

/// A generic webhook: `bursar.alert/1` on one line, signed as Standard Webhooks does where there is a key.
///
/// Every attempt has the same `webhook-id`, by which a receiver recognises a second copy,
/// and a `webhook-timestamp` and signature of its own.
package struct WebhookMessage {
    package let headers: [HTTPHeader]
    package let body: String

    /// - Parameter instant: of the attempt.
    package init(_ notice: AlertNotice, key: SigningKey?, at instant: Instant) {
        let document = AlertDocument.json(
            notice.alert, at: notice.raisedAt, standing: notice.standing,
            forecast: notice.forecast)
        let id = notice.plainID
        body = document.compactText
        var headers = [
            HTTPHeader.json, HTTPHeader("webhook-id", id),
            HTTPHeader("webhook-timestamp", String(instant.seconds)),
        ]
        if let key {
            let signature = WebhookSignature.text(
                id: id, timestamp: instant.seconds, body: body, key: key)
            headers.append(HTTPHeader("webhook-signature", signature))
        }
        self.headers = headers
    }
}
