package import Accounting
import Text

/// The accounts as a screen that fills a window: budgets, what is open, the last charges and alerts,
/// and at the bottom the key to leave and the time.
///
/// Where rows are short, alerts go first, then charges, then what is open, then budgets (the least
/// used first); each keeps a few rows as long as there are any. Budgets and open submissions that have
/// no place are counted: `+3 more`. No line is wider than the window.
package struct WatchScreen: Sendable {
    /// Nil before the ledger could be read at all.
    private let contents: WatchContents?
    /// Why the ledger cannot be read now; then `contents` is from the last reading.
    private let failure: String?
    private let now: Instant

    package init(_ contents: WatchContents?, failure: String? = nil, now: Instant) {
        self.contents = contents
        self.failure = failure
        self.now = now
    }

    /// The narrowest window that all amounts have room in; below, lines are cut off at its edge.
    private static let fewestColumns = 40

    /// Exactly as many lines as the window has rows.
    package func lines(
        columns: Int, rows: Int, usesColor: Bool, words: @escaping TextStyle.Words = { _ in nil }
    ) -> [String] {
        let style = TextStyle(
            columns: columns, usesColor: usesColor, fewest: WatchScreen.fewestColumns, words: words)
        let footer = footer(style, isLive: true)
        let body = body(rows: rows - 1, style: style)
        let gap = Array(repeating: "", count: max(0, rows - 1 - body.count))
        return (body + gap + [footer]).suffix(rows).map {
            PaintedText.clipped($0, to: columns)
        }
    }

    /// All of it for a file or a pipe, with no key to press; ending with one newline.
    package func text(style: TextStyle) -> String {
        let lines = body(rows: nil, style: style) + [footer(style, isLive: false)]
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Above

    private func body(rows: Int?, style: TextStyle) -> [String] {
        var lines = complaint(style)
        guard let contents else { return lines }
        let sections: [any WatchSection] = [
            WatchedBudgets(outlooks: contents.outlooks, calendar: contents.calendar, now: now),
            WatchedOpen(submissions: contents.open, now: now),
            WatchedCharges(submissions: contents.charged, now: now),
            WatchedAlerts(alerts: contents.alerts, now: now),
        ].filter { $0.count > 0 || $0.emptyLine(style) != nil }
        let wanted = sections.map {
            ScreenRows.Section(
                wanted: max(1, $0.count), least: $0.leastRows, besides: $0.count > 0 ? 2 : 1)
        }
        let granted =
            rows.map { ScreenRows.shared($0 - lines.count, among: wanted) } ?? wanted.map(\.wanted)
        for (section, rows) in zip(sections, granted) where rows > 0 {
            lines += section.shown(in: rows, style: style) + [""]
        }
        return lines
    }

    private func complaint(_ style: TextStyle) -> [String] {
        guard let failure else { return [] }
        let text = TerminalText.escaped(failure)
        return TerminalText.wrapped(text, to: style.columns).prefix(3)
            .map { style.paint($0, .caution) } + [""]
    }

    // MARK: Below

    /// `q quit   2 open, $9.828 reserved              21 Nov 2026, 10:30:05 (Europe/Berlin)`. In a narrow window the
    /// time goes before the money does.
    private func footer(_ style: TextStyle, isLive: Bool) -> String {
        var parts = isLive ? ["q quit"] : []
        if let open = contents?.open, !open.isEmpty {
            let reserved = open.reduce(USD.zero) { $0 + $1.openReservation }
            parts.append("\(open.count) open, \(reserved.display) reserved")
        }
        let left = parts.joined(separator: "   ")
        let local = contents?.calendar.local(now)
        let zone = contents.map { " (\(TerminalText.escaped($0.calendar.identifier)))" } ?? ""
        let time = local.map { $0.seconds + zone } ?? ""
        guard isLive else {
            return style.paint(left + (left.isEmpty ? "" : "   ") + time, .dim)
        }
        let room = style.columns - TerminalText.width(left)
        let shown = [time, local?.clock ?? ""].first { TerminalText.width($0) < room } ?? ""
        let gap = shown.isEmpty ? 0 : room - TerminalText.width(shown)
        return style.paint(left + String(repeating: " ", count: gap) + shown, .dim)
    }
}
