package import Accounting
import Text

/// What the accounts can be narrowed to: what there is in them.
package struct SpendChoices: Sendable {
    /// The latest first.
    package var months: [Month] = []
    package var models: [Name] = []
    package var projects: [Name] = []

    package init(months: [Month] = [], models: [Name] = [], projects: [Name] = []) {
        self.months = months
        self.models = models
        self.projects = projects
    }
}

/// A form that asks for another month, or for a part of it.
struct SpendPickers {
    let choices: SpendChoices
    let report: SpendReport

    private var filters: SpendReport.Filters { report.filters }

    var form: HTML {
        HTML(
            "form", ["class": "pickers", "method": "get", "action": "/"],
            [
                picker("month", "Month", months, chosen: month),
                picker("project", "Project", choices.projects.map(\.text), filters.project?.text),
                picker("model", "Model", choices.models.map(\.text), filters.model?.text),
                picker("mode", "Mode", Mode.allCases.map(\.rawValue), filters.mode?.rawValue),
                picker(
                    "orientation", "Orientation", Orientation.allCases.map(\.rawValue),
                    filters.orientation?.rawValue),
                HTML("button", [:], "Show"),
            ].compactMap(\.self))
    }

    private var month: String? { report.span.firstDay?.monthLabel }

    /// Also the one that is shown, where nothing was submitted in it.
    private var months: [String] {
        let known = choices.months.map(\.description)
        guard let month, !known.contains(month) else { return known }
        return ([month] + known).sorted(by: >)
    }

    private func picker(_ name: String, _ title: String, _ values: [String], chosen: String?)
        -> HTML
    {
        HTML(
            "label", [:], HTML("span", [:], HTML(title)),
            HTML("select", ["name": name], values.map { option($0, isChosen: $0 == chosen) }))
    }

    /// One that may also be left open; none where there is nothing to choose.
    private func picker(_ name: String, _ title: String, _ values: [String], _ chosen: String?)
        -> HTML?
    {
        guard values.count > 1 || chosen != nil else { return nil }
        let values = values + (chosen.map { values.contains($0) ? [] : [$0] } ?? [])
        return HTML(
            "label", [:], HTML("span", [:], HTML(title)),
            HTML(
                "select", ["name": name],
                [
                    HTML(
                        "option", chosen == nil ? ["value": "", "selected": ""] : ["value": ""],
                        "all")
                ] + values.map { option($0, isChosen: $0 == chosen) }))
    }

    private func option(_ value: String, isChosen: Bool) -> HTML {
        HTML(
            "option", isChosen ? ["value": value, "selected": ""] : ["value": value],
            HTML(TerminalText.clipped(TerminalText.escaped(value), to: 60)))
    }

    /// What a report is asked for, as the parameters of a query.
    static func items(of report: SpendReport) -> [(String, String)] {
        let filters = report.filters
        return [
            report.span.firstDay.map { ("month", $0.monthLabel) },
            filters.project.map { ("project", $0.text) },
            filters.model.map { ("model", $0.text) },
            filters.mode.map { ("mode", $0.rawValue) },
            filters.orientation.map { ("orientation", $0.rawValue) },
        ].compactMap(\.self)
    }
}
