import Accounting
import Foundation
import LedgerStore
import LosslessJSON
import Synchronization
import TestSupport
import Testing

@testable import Gateway

/// The pages for a browser: who sees what, and what they allow it to do.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct DashboardTests {
    @Test func withoutKeysThePageIsThereAtOnce() async throws {
        try await RunningGateway.run { gateway in
            try await gateway.setBudget("all", "500")
            #expect(await gateway.post().status == 200)
            let page = await gateway.get("/")
            #expect(page.status == 200)
            #expect(page.header("content-type") == "text/html; charset=utf-8")
            #expect(page.header("cache-control") == "no-store")
            for words in [
                "Budgets", "all", "Open: 1", "Last submissions", "Captured", "not read yet",
            ] {
                #expect(page.content.contains(words), "\(words)")
            }
            let id = try #require(
                page.content.firstMatch(of: /href="(\/submissions\/[0-9a-f-]{36})"/))
            let one = await gateway.get(String(id.1))
            #expect(one.status == 200 && one.content.contains("History"))
            #expect(one.content.contains("reserved") && one.content.contains("accepted"))
        }
    }

    /// Nothing runs but the gateway's own script, and nothing is fetched from elsewhere.
    @Test func aPageMayDoLittle() async throws {
        try await RunningGateway.run { gateway in
            for path in ["/", "/sign-in"] {
                let page = await gateway.get(path)
                let policy = try #require(page.header("content-security-policy"))
                #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; script-src 'self'"))
                #expect(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
                #expect(page.header("x-content-type-options") == "nosniff")
                #expect(page.content.matches(of: /<script/).count == 1)
                #expect(!page.content.contains("style=") && !page.content.contains("<style"))
                #expect(page.content.firstMatch(of: /(src|href)="(https?:)?\/\//) == nil)
            }
            for (path, type) in [
                ("/assets/bursar.css", "text/css; charset=utf-8"),
                ("/assets/bursar.js", "text/javascript; charset=utf-8"),
                ("/assets/bursar.svg", "image/svg+xml"),
            ] {
                let asset = await gateway.get(path)
                #expect(asset.status == 200 && asset.header("content-type") == type)
            }
        }
    }

    // MARK: Whose numbers

    private struct Desk {
        let gateway: RunningGateway
        let admin, spring, plain: [String: String]

        init(_ gateway: RunningGateway) async throws {
            self.gateway = gateway
            admin = try await gateway.bearer("root", isAdmin: true)
            spring = try await gateway.bearer("one", project: "spring")
            plain = try await gateway.bearer("loner")
            let autumn = try await gateway.bearer("two", project: "autumn")
            try await gateway.setBudget("everyone", "500")
            try await gateway.setBudget("s", "100", scope: Scope(project: "spring"))
            for (key, prompt) in [(spring, "a"), (autumn, "c"), (plain, "d")] {
                gateway.clock.advance(by: .seconds(1))
                #expect(await gateway.post(RunningGateway.body(prompt), key).status == 200)
            }
        }
    }

    @Test func aKeySeesWhatIsItsOwn() async throws {
        try await RunningGateway.run { gateway in
            let desk = try await Desk(gateway)
            let all = await gateway.get("/", desk.admin).content
            for words in ["spring", "autumn", "everyone", "Open: 3", "By key", "Health"] {
                #expect(all.contains(words), "\(words)")
            }
            // What is in its way names a budget that is not the key's business.
            let large = desk.admin.merging([
                "x-bursar-project": "spring", "x-bursar-duration-seconds": "3000",
            ]) { $1 }
            #expect(await gateway.post(RunningGateway.body("e"), large).status == 402)
            #expect(await gateway.get("/", desk.admin).content.contains("Last alerts"))
            let spring = await gateway.get("/", desk.spring).content
            #expect(spring.contains("Open: 1") && spring.contains(">s<"))
            for words in ["autumn", "everyone", "Health", "loner"] {
                #expect(!spring.contains(words), "\(words)")
            }
            #expect(await gateway.get("/?project=autumn", desk.spring).status == 403)
            let plain = await gateway.get("/", desk.plain)
            #expect(plain.status == 200 && plain.content.contains("Open: 1"))
            #expect(!plain.content.contains("spring") && !plain.content.contains("Charged"))
        }
    }

    @Test func aSubmissionOfOthersIsNotThere() async throws {
        try await RunningGateway.run { gateway in
            let desk = try await Desk(gateway)
            let ids = try await gateway.ledger.readSubmissions(matching: SubmissionFilter()) {
                reading in
                var ids: [Name?: SubmissionID] = [:]
                try reading.forEach { ids[$0.subject.project] = $0.id }
                return ids
            }
            let (own, other) = (try #require(ids["spring"]), try #require(ids["autumn"]))
            #expect(await gateway.get("/submissions/\(own)", desk.spring).status == 200)
            let page = await gateway.get("/submissions/\(other)", desk.spring)
            #expect(page.status == 404 && page.content.contains("is not known to this gateway"))
            #expect(page.header("content-type") == "text/html; charset=utf-8")
            #expect(await gateway.get("/submissions/\(other)", desk.admin).status == 200)
            #expect(await gateway.get("/submissions/x", desk.admin).status == 404)
        }
    }

    @Test func pickersAskForAPart() async throws {
        try await RunningGateway.run { gateway in
            let desk = try await Desk(gateway)
            let part = await gateway.get(
                "/?month=2026-11&project=spring&model=&mode=&orientation=", desk.admin)
            #expect(part.status == 200)
            #expect(part.content.contains("<option value=\"spring\" selected=\"\">"))
            #expect(part.content.contains("/api/v1/report?month=2026-11&amp;project=spring&amp;"))
            let slip = await gateway.get("/?month=11", desk.admin)
            #expect(slip.status == 400 && slip.content.contains("must be a month like 2026-11"))
            #expect(await gateway.get("/?monht=2026-11", desk.admin).status == 400)
        }
    }

    @Test func manyProjectsBecomeOneLineBehindTheFirst() async throws {
        try await RunningGateway.run { gateway in
            let records = (1...40).map { number in
                HistoryRecord(
                    reservedAt: gateway.clock.now,
                    subject: Subject(
                        model: "m", mode: nil, orientation: nil, project: Name("project-\(number)"),
                        key: nil), generationID: "g\(number)", state: .settled,
                    usd: USD(nanos: Int64(number) * USD.nanosPerDollar), credits: 0,
                    isProvisional: false, estimate: nil)
            }
            let source = Mutex(records[...])
            _ = try await gateway.ledger.importHistory(at: gateway.clock.now) {
                source.withLock { $0.popFirst() }
            }
            let page = await gateway.get("/").content
            #expect(page.contains("16 others") && page.contains("$136"))
            #expect(!page.contains("<th scope=\"row\"><bdi>project-16</bdi>"))
        }
    }

    @Test func whatComesFromOutsideIsText() async throws {
        try await RunningGateway.run { gateway in
            let hostile = "</td><script>alert(1)</script>\"'&"
            let body: JSON = ["model": .string(hostile), "prompt": .string(hostile)]
            let answer = await gateway.post(
                body.compactText, ["x-bursar-project": "\"><img src=x onerror=alert(1)>"])
            #expect(answer.status == 402, "\(answer.content)")
            let page = await gateway.get("/").content
            #expect(page.contains("&lt;script&gt;alert(1)") && page.contains("&lt;img src=x"))
            #expect(!page.contains("<script>") && !page.contains("<img"))
        }
    }
}
