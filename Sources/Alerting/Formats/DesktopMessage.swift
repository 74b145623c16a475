import Accounting
import Text

/// A notification of the desktop, as the arguments of `notify-send`.
///
/// The body may be read as markup, so `&`, `<` and `>` are entities (Desktop Notifications
/// Specification, "Markup"). Before that notify-send reads the backslashes of the body, and of the
/// body alone, as C does (`g_strcompress`): each is doubled.
package struct DesktopMessage {
    static let summaryLimit = 120
    static let bodyLimit = 1000

    package let arguments: [String]

    package init(_ notice: AlertNotice) {
        let body = [notice.message, notice.bar, notice.adviceText].compactMap { $0 }
        arguments = [
            "notify-send", "--app-name=\(notice.project)",
            "--urgency=\(DesktopMessage.urgency(notice.alert.severity))", "--",
            BoundedText.text(notice.headline, limit: DesktopMessage.summaryLimit),
            BoundedText.text(
                body.joined(separator: "\n"), limit: DesktopMessage.bodyLimit,
                escaping: { $0 == "\\" ? "\\\\" : BoundedText.entity($0) }),
        ]
    }

    private static func urgency(_ severity: Alert.Severity) -> String {
        switch severity {
        case .info: "low"
        case .warning: "normal"
        case .critical: "critical"
        }
    }
}
