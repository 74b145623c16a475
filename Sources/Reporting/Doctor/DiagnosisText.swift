import Text

/// A checkup for people.
package enum DiagnosisText {
    /// A line for each check, what to do below it, and a last line that sums up.
    ///
    /// Neighbours that are unknown for the same reason share a line.
    package static func lines(_ diagnosis: Diagnosis, style: TextStyle) -> String {
        let indent = statusWidth + 2 + nameWidth + 2
        var lines: [String] = []
        for group in groups(of: diagnosis.checks) {
            let check = group[0]
            let status = TerminalText.paddedRight(check.status.rawValue, to: statusWidth)
            let lead = paint(status, check.status, style) + "  "
            let message = TerminalText.escaped(check.message)
            if group.count > 1 {
                let names = group.map(\.name.rawValue).joined(separator: ", ")
                lines += hanging(
                    "\(names): \(message)", after: lead, indent: statusWidth + 2, style)
            } else {
                let name = TerminalText.paddedRight(check.name.rawValue, to: nameWidth)
                lines += hanging(message, after: "\(lead)\(name)  ", indent: indent, style)
            }
            if let advice = check.remedy?.sentence(in: style.words), !advice.isEmpty {
                let lead = String(repeating: " ", count: indent) + "→ "
                lines += hanging(
                    TerminalText.escaped(advice), after: lead, indent: indent + 2, style)
            }
        }
        return (lines + ["", summary(of: diagnosis, style)]).joined(separator: "\n") + "\n"
    }

    private static let statusWidth = Diagnosis.Status.allCases.map(\.rawValue.count).max() ?? 0
    private static let nameWidth = Diagnosis.Name.allCases.map(\.rawValue.count).max() ?? 0

    /// `1 problem, 2 warnings, 4 unknown`, or that all is well.
    private static func summary(of diagnosis: Diagnosis, _ style: TextStyle) -> String {
        func count(_ status: Diagnosis.Status) -> Int {
            diagnosis.checks.filter { $0.status == status }.count
        }
        let parts: [(Int, String, Diagnosis.Status)] = [
            (count(.problem), Count.text(count(.problem), "problem"), .problem),
            (count(.warning), Count.text(count(.warning), "warning"), .warning),
            (count(.unknown), "\(count(.unknown)) unknown", .unknown),
        ]
        let words = parts.filter { $0.0 > 0 }.map { paint($0.1, $0.2, style) }
        return words.isEmpty ? "All is well." : words.joined(separator: ", ") + "."
    }

    private static func groups(of checks: [Diagnosis.Check]) -> [[Diagnosis.Check]] {
        checks.reduce(into: []) { groups, check in
            if let last = groups.last?.last, last.status == .unknown, check.status == .unknown,
                last.message == check.message, last.remedy == nil, check.remedy == nil
            {
                groups[groups.count - 1].append(check)
            } else {
                groups.append([check])
            }
        }
    }

    /// The text in lines of the style's width, those after the first below its beginning.
    private static func hanging(
        _ text: String, after lead: String, indent: Int, _ style: TextStyle
    ) -> [String] {
        let lines = TerminalText.wrapped(text, to: max(16, style.columns - indent))
        return lines.enumerated().map { index, line in
            (index == 0 ? lead : String(repeating: " ", count: indent)) + line
        }
    }

    private static func paint(_ text: String, _ status: Diagnosis.Status, _ style: TextStyle)
        -> String
    {
        guard style.usesColor else { return text }
        let code =
            switch status {
            case .ok: 32
            case .warning: 33
            case .problem: 31
            case .unknown: 2
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
