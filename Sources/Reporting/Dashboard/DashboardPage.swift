import Accounting
import Text

/// The accounts as a page for a browser: budgets and what is open beside the month and the last submissions.
///
/// Its parts marked `data-live` are taken from a fresh copy by the script; without it the page is whole, and
/// stands still. Numbers are those of reports and of `budget status`.
package struct DashboardPage {
    private let contents: DashboardContents

    package init(_ contents: DashboardContents) { self.contents = contents }

    package var text: String {
        PageFrame(
            title: "Dashboard", viewer: contents.viewer,
            asOf: contents.calendar.local(contents.asOf).seconds
                + " (\(contents.calendar.identifier))",
            content: [complaints, HTML("div", ["class": "board"], side, wide)]
        ).text
    }

    /// Above all else, and none where all is well.
    private var complaints: HTML {
        HTML(
            "div", ["data-live": "complaints"],
            contents.complaints.map {
                HTML("p", ["class": "complaint", "role": "alert"], HTML($0))
            })
    }

    private var side: HTML {
        HTML(
            "div", ["class": "side", "data-live": "side"],
            [
                DashboardBudgets(
                    outlooks: contents.outlooks, asOf: contents.asOf, calendar: contents.calendar
                ).section, DashboardOpen(contents: contents).section,
                DashboardAlerts(alerts: contents.alerts, asOf: contents.asOf).section,
                contents.state.map { DashboardHealth(state: $0, contents: contents).section },
            ].compactMap(\.self))
    }

    private var wide: HTML {
        let month = contents.report.map { DashboardMonth(report: $0, contents: contents) }
        return HTML(
            "div", ["class": "wide-side"],
            [month?.head].compactMap(\.self)
                + [
                    HTML(
                        "div", ["data-live": "wide"],
                        (month?.sections ?? [])
                            + [
                                DashboardRefused(contents: contents).section,
                                DashboardLast(contents: contents).section,
                            ].compactMap(\.self))
                ])
    }

    /// A section with its heading, by which it can be reached.
    static func section(_ id: String, _ title: String, _ content: [HTML]) -> HTML {
        HTML(
            "section", ["aria-labelledby": id],
            [HTML("h2", ["id": id], HTML(title))] + content)
    }

    static func nothing(_ text: String) -> HTML { HTML("p", ["class": "nothing"], HTML(text)) }
}
