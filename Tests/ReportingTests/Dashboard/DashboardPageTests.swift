import Accounting
import Testing

@testable import Reporting

/// The pages of the gateway as markup: what a reader of the screen needs is there, and numbers are those of
/// reports.
@Suite struct DashboardPageTests {
    private static let hostile = "</td><script>alert(1)</script>\"' onload=x \u{202E}& =1+1"

    private static func contents(_ project: Name? = "trailer") -> DashboardContents {
        var contents = DashboardContents(
            viewer: PageViewer(name: "studio", seesAll: true, isSignedIn: true), asOf: Sample.now,
            calendar: Sample.calendar,
            outlooks: [
                Sample.outlook(Sample.standing()),
                Sample.outlook(Sample.standing("over", spent: "30", enforcement: .warn)),
                Sample.outlook(
                    Sample.standing("count", limit: .submissions(6), posted: 3, open: 1)),
            ])
        contents.report = Sample.month
        contents.byKey = Sample.month
        contents.choices = SpendChoices(
            months: [Month("2026-11")!, Month("2026-10")!], models: [Sample.model, "other"],
            projects: ["trailer", Name(Self.hostile)])
        contents.open = [
            Sample.numbered(1, .accepted, ageSeconds: 95, project: project),
            Sample.numbered(2, .unknown, ageSeconds: 9_000, project: project),
        ]
        contents.openCount = 3
        contents.last =
            contents.open + [Sample.numbered(3, .settled, ageSeconds: 90_000, project: project)]
        contents.refused = [
            RefusedSubmission(
                submission: Sample.numbered(4, .refused, ageSeconds: 5, project: project),
                reason: "budget \(Self.hostile) has $1.20 left")
        ]
        contents.alerts = [
            (
                Alert(
                    id: "1", event: .thresholdCrossed, severity: .warning,
                    message: "budget \(Self.hostile) is at 80 %"), Sample.now
            )
        ]
        contents.complaints = ["the clock is behind \(Self.hostile)"]
        contents.state = DashboardState(
            unknown: 1, unpriced: 0, undelivered: 2, captured: nil, billAdvice: "read it",
            ledgerHead: Sample.head, newestEntry: Sample.now)
        return contents
    }

    private static let empty = DashboardContents(
        viewer: PageViewer(name: nil, seesAll: true, isSignedIn: false), asOf: Sample.now,
        calendar: Sample.calendar, outlooks: [])

    private static func pages() -> [(name: String, text: String)] {
        let submission = Sample.submission(
            .settled, charge: Charge(usd: Sample.usd("1.638"), source: .body),
            fault: Fault(name: "failed", message: hostile), project: Name(hostile))
        let viewer = PageViewer(name: hostile, seesAll: false, isSignedIn: true)
        return [
            ("full", DashboardPage(contents()).text),
            ("hostile", DashboardPage(contents(Name(hostile))).text),
            ("empty", DashboardPage(empty).text),
            (
                "submission",
                SubmissionPage(
                    submission,
                    SubmissionHistory([(Sample.now, .happened(Sample.id, .dispatched))]),
                    for: viewer, asOf: Sample.now, calendar: Sample.calendar
                ).text
            ),
            ("sign-in", SignInPage(failure: hostile, next: "/?project=\"><b>", advice: "ask").text),
            ("problem", ProblemPage(title: "Not found", message: hostile).text),
        ]
    }

    @Test func aReaderWhoDoesNotSeeThemFindsTheirWay() throws {
        for (name, text) in Self.pages() {
            #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"), "\(name)")
            let titles = text.matches(of: /<title>([^<]*) – Bursar<\/title>/)
            #expect(titles.count == 1 && titles.first?.1.isEmpty == false, "\(name)")
            #expect(text.matches(of: /<main id="content">/).count == 1, "\(name)")
            #expect(text.contains("<a class=\"skip\" href=\"#content\">"), "\(name)")
            // Headings begin with a text, and go down by one step at the most.
            let headings = text.matches(of: /<h([1-6])[^>]*>(.)/)
            #expect(
                !headings.isEmpty && headings.allSatisfy { $0.2 != "<" || $0.1 == "3" }, "\(name)")
            let ids = text.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "\(name): \(ids)")
            // Every control has a name, every column a heading, every picture words or no meaning.
            for control in text.matches(of: /<(input|select)([^>]*)>/) {
                let attributes = String(control.2)
                let isUnseen =
                    attributes.contains("type=\"hidden\"") || attributes.contains("hidden=\"\"")
                let isNamed =
                    control.1 == "select"
                    || attributes.firstMatch(of: #/ id="([^"]*)"/#).map {
                        text.contains("<label for=\"\($0.1)\">")
                    } == true
                #expect(isUnseen || isNamed, "\(name): \(attributes)")
            }
            let labelled = text.matches(of: /<label><span>[^<]+<\/span><select/).count
            #expect(labelled == text.matches(of: /<select/).count, "\(name)")
            for cell in text.matches(of: /<th( [^>]*)?>/) {
                let attributes = String(cell.1 ?? "")
                #expect(
                    attributes.contains("scope=") || attributes.contains("aria-hidden"),
                    "\(name): \(attributes)")
            }
            for picture in text.matches(of: /<svg([^>]*)>/) {
                let attributes = String(picture.1)
                #expect(
                    attributes.contains("aria-hidden=\"true\"")
                        || attributes.contains("aria-label="),
                    "\(name): \(attributes)")
            }
        }
    }

    @Test func whatComesFromOutsideIsText() {
        for (name, text) in Self.pages() {
            #expect(text.matches(of: /<script/).count == 1, "\(name)")
            #expect(!text.contains("\u{202E}") && !text.contains("<b>"), "\(name)")
            // All that begins like one is an element of the program's, with attributes that do nothing.
            let elements = text.matches(of: /<\/?[a-z0-9]+(?: [a-zA-Z0-9-]+="[^"<>]*")*>/)
            #expect(elements.count + 1 == text.count { $0 == "<" }, "\(name)")
            let attributes = elements.flatMap { $0.0.matches(of: /([a-zA-Z0-9-]+)="[^"]*"/) }
                .map { String($0.1) }
            #expect(!attributes.isEmpty, "\(name)")
            #expect(attributes.allSatisfy { !$0.hasPrefix("on") && $0 != "style" }, "\(name)")
            // Each element that begins ends, but for those that have no end.
            let unended: Set = ["meta", "link", "input"]
            let begun = text.matches(of: /<([a-z0-9]+)[ >]/).map { String($0.1) }
                .filter { !unended.contains($0) }
            #expect(begun.count == text.matches(of: /<\/[a-z0-9]+>/).count, "\(name)")
        }
    }

    @Test func itsNumbersAreThoseOfReportsAndOfBudgetStatus() throws {
        let page = DashboardPage(Self.contents()).text
        let facts = ReportFacts(report: Sample.month, copy: .init())
        for fact in facts.money + [facts.submissions] {
            #expect(
                page.contains("<dd class=\"amount\">\(HTML(fact.amount).markup)</dd>"),
                "\(fact.name)")
        }
        for outlook in Self.contents().outlooks {
            let words = BudgetWords(
                outlook: outlook, asOf: Sample.now, calendar: Sample.calendar)
            #expect(page.contains(HTML(words.left).markup))
            #expect(page.contains(HTML(words.reset).markup))
            #expect(page.contains(HTML(try #require(words.projection)).markup))
        }
        for words in [
            "Open: 3", "+1 more", "1 min 35 s", "2 h 30 min", "not read yet; read it",
            "/api/v1/report?month=2026-11&amp;format=csv",
        ] {
            #expect(page.contains(words), "\(words)")
        }
    }

    @Test func nothingIsSaidOfWhatAViewerHasNot() {
        let page = DashboardPage(Self.empty).text
        #expect(page.contains("No budgets.") && page.contains("Nothing is open."))
        #expect(page.contains("No submissions."))
        for words in ["Charged", "Health", "Last alerts", "Last refusals", "Sign out", "Key "] {
            #expect(!page.contains(words), "\(words)")
        }
    }

    /// The pages of videos open by a click; anything else that the provider may say stays a text.
    @Test(arguments: [
        ("https://cdn.example/a.mp4", true), ("javascript:alert(1)", false),
        ("data:text/html,x", false),
        ("//cdn.example/a", false),
    ])
    func onlyAnAddressOfTheWebIsALink(address: String, isLink: Bool) {
        let submission = Sample.submission(
            .settled, charge: Charge(usd: Sample.usd("1"), source: .body))
        let text = SubmissionPage(
            Submission(
                proposal: submission.proposal, day: submission.day,
                reservedAt: submission.reservedAt, state: .settled, dispatchedAt: nil,
                acceptedAt: nil, finishedAt: nil, generationID: "g", quotedCharge: nil,
                charge: submission.charge, videoURL: address, fault: nil, refusal: nil),
            SubmissionHistory([]), for: PageViewer(name: nil, seesAll: true, isSignedIn: false),
            asOf: Sample.now, calendar: Sample.calendar
        ).text
        #expect(text.contains("href=\"\(address)\"") == isLink)
        #expect(text.contains("Open the video") == isLink)
    }
}
