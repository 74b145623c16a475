package import Accounting
import Text

/// One submission as a page: what is known of it, and what happened to it step by step.
package struct SubmissionPage {
    private let submission: Submission
    private let history: SubmissionHistory
    private let viewer: PageViewer
    private let asOf: Instant
    private let calendar: LedgerCalendar

    /// - Parameters:
    ///   - submission: as the viewer may see it.
    ///   - history: of the entries that the viewer may know.
    package init(
        _ submission: Submission, _ history: SubmissionHistory, for viewer: PageViewer,
        asOf: Instant, calendar: LedgerCalendar
    ) {
        self.submission = submission
        self.history = history
        self.viewer = viewer
        self.asOf = asOf
        self.calendar = calendar
    }

    package var text: String {
        PageFrame(
            title: "Submission \(submission.id)", viewer: viewer,
            asOf: "\(calendar.local(asOf).seconds) (\(calendar.identifier))",
            content: [
                HTML("p", [:], HTML("a", ["href": "/"], "Dashboard")),
                HTML(
                    "div", ["class": "month"],
                    HTML("h1", ["class": "id"], HTML("Submission \(submission.id)")),
                    HTML(
                        "p", ["class": "downloads"],
                        HTML(
                            "a",
                            ["class": "button", "href": "/api/v1/submissions/\(submission.id)"],
                            "JSON"))),
                HTML("div", ["data-live": "submission"], [facts, video, steps].compactMap(\.self)),
            ]
        ).text
    }

    private var facts: HTML {
        let facts = SubmissionText.facts(of: submission, calendar: calendar).dropFirst()
        return HTML(
            "dl", ["class": "facts wide"],
            facts.map { fact in
                HTML(
                    "div", [:], HTML("dt", [:], HTML(fact.name)),
                    HTML("dd", [:], HTML("bdi", [:], HTML(fact.text))))
            })
    }

    /// A link, where the provider gave what a browser opens as a page.
    private var video: HTML? {
        guard let address = submission.videoURL,
            address.hasPrefix("https://") || address.hasPrefix("http://")
        else { return nil }
        return HTML(
            "p", ["class": "after"],
            HTML(
                "a", ["class": "button", "href": address, "rel": "noopener noreferrer nofollow"],
                "Open the video"))
    }

    private var steps: HTML {
        let rows = history.steps.map { step in
            HTML(
                "tr", [:],
                HTML(
                    "th", ["scope": "row", "class": "time"], HTML(calendar.local(step.at).seconds)),
                HTML("td", [:], HTML(step.event.rawValue)),
                HTML("td", ["class": "why"], HTML("bdi", [:], HTML(SubmissionText.words(of: step))))
            )
        }
        let titles = ["When", "What", "More"].map { HTML("th", ["scope": "col"], HTML($0)) }
        return DashboardPage.section(
            "history", "History",
            [
                SubmissionLines.scrolling(
                    "History",
                    HTML(
                        "table", ["class": "lines"], HTML("thead", [:], HTML("tr", [:], titles)),
                        HTML("tbody", [:], rows)))
            ])
    }
}
