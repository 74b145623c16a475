import LosslessJSON
import Reporting

/// What a command reads from its standard input: `bursar.alert/1`, on one line.
package struct CommandMessage {
    package let input: String

    package init(_ notice: AlertNotice) {
        let document = AlertDocument.json(
            notice.alert, at: notice.raisedAt, standing: notice.standing,
            forecast: notice.forecast)
        input = document.compactText + "\n"
    }
}
