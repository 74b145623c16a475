import Accounting
import Text

/// What holds money now, with how long it has been there.
struct DashboardOpen {
    let contents: DashboardContents

    var section: HTML {
        guard !contents.open.isEmpty else {
            return DashboardPage.section(
                "open", "Open", [DashboardPage.nothing("Nothing is open.")])
        }
        let rest = contents.openCount - contents.open.count
        let table = SubmissionLines(
            name: "Open submissions", titles: ["Submission", "Made as", "State", "At most"],
            submissions: contents.open
        ) { submission in
            let elapsed = Elapsed.text(seconds: contents.asOf.seconds(since: submission.reservedAt))
            return [
                SubmissionLines.made(submission),
                HTML(
                    "td", [:], SubmissionLines.badge(submission),
                    HTML("small", [:], HTML(" \(elapsed)"))),
                HTML("td", ["class": "n"], HTML(submission.openReservation.display)),
            ]
        }
        return DashboardPage.section(
            "open", "Open: \(contents.openCount)",
            [table.html] + (rest > 0 ? [HTML("p", ["class": "note"], HTML("+\(rest) more"))] : []))
    }
}

/// The latest submissions, whatever became of them.
struct DashboardLast {
    let contents: DashboardContents

    var section: HTML {
        guard !contents.last.isEmpty else {
            return DashboardPage.section(
                "last", "Last submissions", [DashboardPage.nothing("No submissions.")])
        }
        let table = SubmissionLines(
            name: "Last submissions",
            titles: ["Submission", "Made as", "State", "Cost", "When", "Project", "Model"],
            submissions: contents.last
        ) { submission in
            [
                SubmissionLines.made(submission), SubmissionLines.state(submission),
                HTML("td", ["class": "n"], HTML(cost(of: submission))),
                HTML(
                    "td", ["class": "n"],
                    HTML(
                        Elapsed.ago(seconds: contents.asOf.seconds(since: submission.reservedAt)))),
                SubmissionLines.project(submission), SubmissionLines.model(submission),
            ]
        }
        return DashboardPage.section("last", "Last submissions", [table.html])
    }

    private func cost(of submission: Submission) -> String {
        SubmissionText.cost(of: ListedSubmission(submission)).text
    }
}

/// The latest orders that were refused, and why.
struct DashboardRefused {
    let contents: DashboardContents

    var section: HTML? {
        guard !contents.refused.isEmpty else { return nil }
        let reasons = Dictionary(
            contents.refused.map { ($0.submission.id, $0.reason) }, uniquingKeysWith: { $1 })
        let table = SubmissionLines(
            name: "Last refusals",
            titles: ["Submission", "Made as", "At most", "When", "Why"],
            submissions: contents.refused.map(\.submission)
        ) { submission in
            [
                SubmissionLines.made(submission),
                HTML(
                    "td", ["class": "n"],
                    HTML(submission.estimate.isPriced ? submission.estimate.usd.display : "–")),
                HTML(
                    "td", ["class": "n"],
                    HTML(
                        Elapsed.ago(seconds: contents.asOf.seconds(since: submission.reservedAt)))),
                HTML("td", ["class": "why"], HTML("bdi", [:], HTML(reasons[submission.id] ?? ""))),
            ]
        }
        return DashboardPage.section("refused", "Last refusals", [table.html])
    }
}

/// A table of submissions; the first cell of each leads to its page.
struct SubmissionLines {
    /// For a reader who does not see the heading above it.
    let name: String
    let titles: [String]
    let submissions: [Submission]
    /// The cells behind the first.
    let cells: (Submission) -> [HTML]

    private static func style(of title: String) -> String {
        switch title {
        case "Cost", "When", "At most": "n"
        case "Model": "more"
        default: ""
        }
    }

    var html: HTML {
        let endings = IDEndings.shortened(submissions.map(\.id))
        let headings = titles.map { title in
            HTML(
                "th",
                ["scope": "col", "class": SubmissionLines.style(of: title)],
                HTML(title))
        }
        let rows = zip(submissions, endings).map { submission, ending in
            HTML("tr", [:], [SubmissionLines.link(submission.id, ending)] + cells(submission))
        }
        return SubmissionLines.scrolling(
            name,
            HTML(
                "table", ["class": "lines"], HTML("thead", [:], HTML("tr", [:], headings)),
                HTML("tbody", [:], rows)))
    }

    /// A table that is moved sideways where there is no room for it.
    static func scrolling(_ name: String, _ table: HTML) -> HTML {
        HTML(
            "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": name], table)
    }

    private static func link(_ id: SubmissionID, _ ending: String) -> HTML {
        HTML(
            "th", ["scope": "row"],
            HTML("a", ["href": "/submissions/\(id)", "title": "\(id)"], HTML(ending)))
    }

    static func made(_ submission: Submission) -> HTML {
        HTML("td", [:], HTML(SubmissionText.variant(of: submission.subject)))
    }

    static func state(_ submission: Submission) -> HTML {
        HTML("td", [:], badge(submission))
    }

    static func badge(_ submission: Submission) -> HTML {
        let failed = submission.state == .settled && submission.fault != nil
        return HTML(
            "span", ["class": "state \(submission.state.rawValue)\(failed ? " failed" : "")"],
            HTML(failed ? "failed" : submission.state.rawValue))
    }

    static func project(_ submission: Submission) -> HTML {
        guard let project = submission.subject.project else {
            return HTML("td", ["class": "none"], "(none)")
        }
        return HTML("td", ["class": "clip", "title": project.text], .name(project.text))
    }

    static func model(_ submission: Submission) -> HTML {
        let model = submission.subject.model.text
        return HTML("td", ["class": "clip more", "title": model], .name(model))
    }
}
