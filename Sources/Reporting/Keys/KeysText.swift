package import Accounting
import Text

/// Keys of the gateway for people.
package enum KeysText {
    /// A table of the keys whose names are in use, and how many were revoked; ending with one newline.
    package static func list(
        _ keys: [GatewayKey], asOf instant: Instant, style: TextStyle, calendar: LedgerCalendar
    ) -> String {
        let inUse = keys.filter { $0.revokedAt == nil }
        let revoked = keys.count - inUse.count
        var lines =
            inUse.isEmpty
            ? [style.text("No keys.", .createKey)]
            : table(of: inUse, asOf: instant, calendar).lines(style: style)
        if revoked > 0 {
            let verb = revoked == 1 ? "is" : "are"
            lines += [
                "",
                style.paint(
                    style.text(
                        "\(Count.text(revoked, "revoked key")) \(verb) not shown", .listInFull),
                    .dim),
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The last day of a key, or the minute at which it expires where that is not the end of a day; nil
    /// for one that does not.
    package static func end(of key: GatewayKey, _ calendar: LedgerCalendar) -> String? {
        key.expiresAt.map { end in
            let day = calendar.day(of: end)
            return calendar.start(of: day) == end
                ? day.advanced(by: -1).description : calendar.local(end).minutes
        }
    }

    private static func table(
        of keys: [GatewayKey], asOf instant: Instant, _ calendar: LedgerCalendar
    ) -> TextTable {
        let columns: [TextTable.Column] = [
            .init(title: "Key", kind: .left, least: 8), .init(title: "State", kind: .left),
            .init(title: "Project", kind: .left, least: 8),
            .init(title: "Sees", kind: .left, dropRank: 2),
            .init(title: "Made", kind: .left, dropRank: 1), .init(title: "Until", kind: .left),
        ]
        let rows = keys.map { key in
            let state = key.state(at: instant)
            return TextTable.Row.cells([
                .init(text: TerminalText.escaped(key.name.text)),
                .init(text: state.rawValue, tone: state == .usable ? .plain : .caution),
                .init(text: key.project.map { TerminalText.escaped($0.text) } ?? "any"),
                .init(text: key.isAdmin ? "everything" : "its own"),
                .init(text: calendar.day(of: key.createdAt).description, tone: .dim),
                .init(text: end(of: key, calendar) ?? "–"),
            ])
        }
        return TextTable(columns: columns, rows: [.titles()] + rows)
    }
}
