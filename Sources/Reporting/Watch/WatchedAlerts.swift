import Accounting
import Text

/// The last alerts, in their own words.
struct WatchedAlerts: WatchSection {
    let alerts: [(alert: Alert, at: Instant)]
    let now: Instant

    var count: Int { alerts.count }
    let leastRows = 2

    func table(rows: Int, style: TextStyle) -> TextTable {
        let cells = alerts.prefix(rows).map { alert, at in
            TextTable.Row.cells([
                .init(text: Elapsed.ago(seconds: now.seconds(since: at))),
                .init(
                    text: alert.severity.rawValue, tone: alert.severity == .info ? .dim : .caution),
                .init(text: TerminalText.escaped(alert.message)),
            ])
        }
        return TextTable(
            columns: [
                .init(title: "Last alerts", kind: .left), .init(title: "", kind: .left),
                .init(title: "", kind: .left, least: 12),
            ], rows: [.titles()] + cells)
    }
}
