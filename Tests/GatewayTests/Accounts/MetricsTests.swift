import Accounting
import LedgerStore
import LosslessJSON
import TestSupport
import Testing

@testable import Gateway

/// What a scraper reads.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct MetricsTests {
    /// The samples of a page by their names and labels.
    private static func samples(_ text: String) -> [String: String] {
        var samples: [String: String] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let end = line.lastIndex(of: " ")!
            samples[String(line[..<end])] = String(line[line.index(after: end)...])
        }
        return samples
    }

    private static func scrape(_ gateway: RunningGateway) async -> [String: String] {
        let answer = await gateway.get("/metrics")
        #expect(answer.status == 200)
        #expect(answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
        return samples(answer.content)
    }

    @Test func itSaysWhatIsSpentHeldAndLeft() async throws {
        try await RunningGateway.run { gateway in
            try await gateway.setBudget("pro \"x\"", "100")
            let id = await gateway.post().json["id"]?.string ?? ""
            // A client may name any number of models that are none.
            #expect(await gateway.post(#"{"model":"none/1"}"#).status == 402)
            let budget = #"{budget="pro \"x\""}"#
            let before = await Self.scrape(gateway)
            let reserved = try #require(before["bursar_budget_reserved_usd\(budget)"])
            #expect(before["bursar_budget_limit_usd\(budget)"] == "100.00")
            #expect(before["bursar_budget_spent_usd\(budget)"] == "0.00")
            let available = try USD(userText: "100") - USD(userText: reserved)
            #expect(before["bursar_budget_available_usd\(budget)"] == "\(available)")
            #expect(before[#"bursar_open_submissions{state="accepted"}"#] == "1")
            #expect(before[#"bursar_submissions_total{outcome="refused"}"#] == "1")
            #expect(before.keys.allSatisfy { !$0.contains("none/1") })
            #expect(before[#"bursar_submissions_total{outcome="settled"}"#] == "0")
            gateway.clock.advance(by: .seconds(61))
            _ = await gateway.get("\(RunningGateway.path)?generation_id=\(id)")
            try await eventually("it is settled") {
                try gateway.ledger.submission(generationID: id)?.state == .settled
            }
            let after = await Self.scrape(gateway)
            let charge = try gateway.ledger.submission(generationID: id)?.charge?.usd
            let spend = after.filter { $0.key.hasPrefix("bursar_spend_usd_total{") }
            #expect(spend.count == 1 && spend.first?.value == charge?.description)
            #expect(spend.first?.key.contains("klingai/video-v3-motion-control") == true)
            #expect(after[#"bursar_open_submissions{state="accepted"}"#] == "0")
            #expect(after[#"bursar_submissions_total{outcome="settled"}"#] == "1")
        }
    }

    @Test func itCountsRequestsAndTheirTime() async throws {
        try await RunningGateway.run { gateway in
            _ = await gateway.post()
            _ = await gateway.get("/nothing")
            _ = await gateway.get("/healthz")
            let samples = await Self.scrape(gateway)
            let name = "bursar_request_duration_seconds"
            #expect(samples[name + #"_count{route="submit",status="2xx"}"#] == "1")
            #expect(samples[name + #"_count{route="other",status="4xx"}"#] == "1")
            #expect(samples[name + #"_count{route="page",status="2xx"}"#] == "1")
            let last = samples[name + #"_bucket{route="submit",status="2xx",le="60.000"}"#]
            #expect(last == "1")
            #expect(samples[name + #"_bucket{route="submit",status="2xx",le="+Inf"}"#] == "1")
        }
    }

    @Test func theCapturedShareIsThatOfDaysWhoseBillWasRead() async throws {
        try await RunningGateway.run { gateway in
            #expect(await Self.scrape(gateway).keys.allSatisfy { !$0.contains("captured") })
            let days = [("2026-10-01", "10", "4.73"), ("2026-10-02", "3", "3")].map {
                CapturedDay(
                    day: Day($0.0)!, billed: try! USD(userText: $0.1),
                    captured: try! USD(userText: $0.2), readAt: gateway.clock.now)
            }
            try await gateway.ledger.note(days)
            let samples = await Self.scrape(gateway)
            #expect(samples[#"bursar_captured_ratio{day="2026-10-01"}"#] == "0.4730")
            #expect(samples[#"bursar_captured_ratio{day="2026-10-02"}"#] == "1.0000")
            // And in reports of all that has these days in it.
            func captured(_ query: String) async -> JSON? {
                await gateway.get("/api/v1/report?\(query)").json["captured"]
            }
            let october = await captured("month=2026-10")
            #expect(october?["percent"]?.numberText == "59.46")
            #expect(october?["billed_usd"] == "13.00" && october?["captured_usd"] == "7.73")
            #expect(october?["days"]?.array?.count == 2)
            let day = await captured("since=2026-10-02&until=2026-10-02")
            #expect(day?["percent"]?.numberText == "100")
            #expect(await captured("month=2026-11") == .null)
            #expect(await captured("month=2026-10&mode=pro") == .null)
            #expect(await gateway.post().status == 200)
            try await gateway.ledger.note([
                CapturedDay(
                    day: Day("2026-11-01")!, billed: days[0].billed, captured: days[0].captured,
                    readAt: gateway.clock.now)
            ])
            for format in ["text", "markdown", "html"] {
                let page = await gateway.get("/api/v1/report?format=\(format)").content
                let words = "of the provider's bill of $10.00, read for 1 day"
                #expect(page.replacing("&#39;", with: "'").contains(words), "\(format)")
                #expect(page.contains("47.3 %"), "\(format)")
            }
        }
    }

    @Test func itIsForAdministrators() async throws {
        try await RunningGateway.run { gateway in
            func bearer(_ name: Name, isAdmin: Bool) async throws -> [String: String] {
                let grant = KeyGrant(
                    name: name, project: "p", isAdmin: isAdmin, expiresAt: nil)
                let token = try await gateway.ledger.createKey(grant, at: gateway.clock.now).token
                return ["Authorization": "Bearer \(token.text)"]
            }
            let plain = try await bearer("p", isAdmin: false)
            let admin = try await bearer("a", isAdmin: true)
            #expect(await gateway.get("/metrics", plain).status == 403)
            #expect(await gateway.get("/metrics", admin).status == 200)
            #expect(await gateway.get("/metrics").status == 401)
        }
    }

    /// An alert on a metric that is not there never fires.
    @Test(arguments: ["prometheus-rules.yml", "grafana-dashboard.json"])
    func theFilesForOperatorsNameMetricsThatAreThere(file: String) throws {
        let durations = RequestDurations()
        durations.note(.poll, status: 200, .milliseconds(1))
        let page = MetricsPage(
            rows: [], outlooks: [], open: [:], captured: [], durations: durations.all)
        let metrics = Set(
            page.text.matches(of: #/# TYPE (\S+)/#).map { String($0.output.1) })
        let rules = try Repository.lines("ops/\(file)").joined(separator: "\n")
        let named = Set(rules.matches(of: #/bursar_\w+/#).map { String($0.output) })
        #expect(named.count >= 6)
        for name in named {
            #expect(metrics.contains(name.replacing(#/_(bucket|count)$/#, with: "")), "\(name)")
        }
    }

    @Test func labelsAndTimesAreWrittenAsTheFormatHasThem() {
        #expect(PrometheusText.escaped("a\\b\"c\nd") == #"a\\b\"c\nd"#)
        let durations = RequestDurations()
        for milliseconds in [1, 1, 3, 70_000] {
            durations.note(.poll, status: 200, .milliseconds(milliseconds))
        }
        let page = MetricsPage(
            rows: [], outlooks: [], open: [:], captured: [], durations: durations.all)
        let name = "bursar_request_duration_seconds"
        let samples = Self.samples(page.text)
        let expected = ["0.001": "2", "0.005": "3", "60.000": "3", "+Inf": "4"]
        for (bound, count) in expected {
            let labels = #"{route="poll",status="2xx",le="\#(bound)"}"#
            #expect(samples["\(name)_bucket\(labels)"] == count, "\(bound)")
        }
        #expect(samples[name + #"_sum{route="poll",status="2xx"}"#] == "70.005000")
    }
}
