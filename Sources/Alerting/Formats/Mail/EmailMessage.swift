package import Accounting
import Reporting
import Text

/// A mail as `sendmail -t -i` takes it: RFC 5322, UTF-8, plain text in quoted-printable.
///
/// It names no sender: sendmail takes the user that runs it. `Auto-Submitted` suppresses automatic
/// replies (RFC 3834), and the `Message-ID` is the same for every attempt.
package struct EmailMessage {
    static let subjectLimit = 200
    static let textLimit = 8192

    package let text: String

    /// - Parameter instant: of the attempt.
    package init(_ notice: AlertNotice, to recipient: MailAddress, at instant: Instant) {
        let subject = BoundedText.text(
            "[\(notice.project)] \(notice.headline)", limit: EmailMessage.subjectLimit)
        let headers = [
            ("To", recipient.description),
            ("Subject", EncodedWord.text(subject)),
            ("Date", MailDate.text(instant)),
            ("Message-ID", "<\(notice.plainID)@bursar.invalid>"),
            ("Auto-Submitted", "auto-generated"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "quoted-printable"),
        ]
        text =
            headers.map { "\($0): \($1)\n" }.joined() + "\n"
            + QuotedPrintable.text(EmailMessage.body(notice))
    }

    private static func body(_ notice: AlertNotice) -> String {
        var paragraphs = [BoundedText.text(notice.message, limit: textLimit)]
        if let bar = notice.bar {
            let width = notice.facts.map(\.name.count).max() ?? 0
            let lines = notice.facts.map { fact in
                "  " + TerminalText.paddedRight(fact.name, to: width) + "  " + fact.value
            }
            paragraphs += ["  " + bar, lines.joined(separator: "\n")]
        }
        if let advice = notice.adviceText {
            paragraphs.append(BoundedText.text(advice, limit: textLimit))
        }
        paragraphs.append("-- \n\(notice.project), \(notice.origin)")
        return paragraphs.joined(separator: "\n\n") + "\n"
    }
}
