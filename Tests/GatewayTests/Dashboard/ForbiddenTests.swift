import Accounting
import Foundation
import LedgerStore
import LosslessJSON
import TestSupport
import Testing

@testable import Gateway

/// What a key may not, asked for in every way that there is: none of it is answered.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct ForbiddenTests {
    private struct Attempt {
        let method: String
        let target: String
        let headers: [String]
        var body = ""
        let statuses: Set<Int>
    }

    /// Words that are in the accounts of others alone.
    private static let secrets = [
        "autumn", "other-key", "wide-limit", "winter-limit", "TAKE-OF-AUTUMN",
    ]

    @Test func nothingOfOthersGetsThrough() async throws {
        try await RunningGateway.run { gateway in
            let own = try await gateway.bearer("own-key", project: "spring")
            let other = try await gateway.bearer("other-key", project: "autumn")
            try await gateway.setBudget("wide-limit", "500")
            try await gateway.setBudget("winter-limit", "40", scope: Scope(project: "autumn"))
            for (key, prompt) in [(own, "a"), (other, "TAKE-OF-AUTUMN")] {
                #expect(await gateway.post(RunningGateway.body(prompt), key).status == 200)
            }
            let foreign = try #require(
                try await gateway.ledger.readSubmissions(matching: SubmissionFilter()) { reading in
                    var found: Submission?
                    try reading.forEach { if $0.subject.project == "autumn" { found = $0 } }
                    return found
                })
            let (sent, entries) = (await gateway.posts, try gateway.ledger.head())

            let attempts = attempts(own: own["Authorization"]!, foreign: foreign)
            #expect(attempts.count >= 60)
            for attempt in attempts {
                let answer = await gateway.client.send(
                    attempt.method, attempt.target,
                    attempt.headers.map { $0 + "\r\n" }.joined(), body: attempt.body
                ).answer
                let about = "\(attempt.method) \(attempt.target) \(attempt.headers)"
                #expect(
                    answer.status.map(attempt.statuses.contains) == true,
                    "\(about): \(answer.status ?? 0)")
                let asked = (about.removingPercentEncoding ?? about) + attempt.body
                for secret in Self.secrets where !asked.contains(secret) {
                    #expect(!answer.content.contains(secret), "\(about) tells of \(secret)")
                }
                #expect(answer.header("set-cookie") == nil, "\(about)")
            }
            #expect(await gateway.posts == sent)
            #expect(try gateway.ledger.head() == entries)
        }
    }

    private func attempts(own: String, foreign: Submission) -> [Attempt] {
        let key = "Authorization: \(own)"
        let id = foreign.id
        func get(_ target: String, _ statuses: Set<Int>, _ headers: String...) -> Attempt {
            Attempt(
                method: "GET", target: target, headers: [key] + headers, statuses: statuses)
        }
        let ofOthers = [
            get("/?project=autumn", [403]), get("/?month=2026-11&project=autumn", [403]),
            get("/?project=%61utumn", [403]), get("/?project=spring&project=autumn", [400]),
            get("/?Project=autumn", [400]), get("/submissions/\(id)", [404]),
            get("/submissions/\(id.description.uppercased())", [404]),
            get("/submissions/\(id.description.suffix(12))", [404]),
            get("/submissions/\(id)/", [404]), get("/submissions/\(id)/history", [404]),
            get("/api/v1/submissions/\(id)", [404]),
            get("/api/v1/submissions/\(id)?format=text", [400]),
            get("/api/v1/submissions?project=autumn", [403]),
            get("/api/v1/submissions?key=other-key", [400]),
            get("/api/v1/submissions?limit=100000", [400]),
            get("/api/v1/report?project=autumn", [403]),
            get("/api/v1/report?project=", [400]),
            get("/api/v1/report?project=autumn&format=html", [403]),
            get("/api/v1/report?format=focus", [400]),
            get("/api/v1/report?all=true", [400]), get("/api/v1/budgets?name=wide-limit", [400]),
            get("/v2/video/generations?generation_id=\(foreign.generationID!)", [403, 404]),
            get(
                "/v2/generate/video/kling/generation?generation_id=\(foreign.generationID!)",
                [403, 404]),
        ]
        let ofAdministrators = [
            "/metrics", "/v1/key", "/v1/billing/balance", "/v2/billing", "/v2/billing/transactions",
            "/v2/logs", "/v2/usage", "/v2/usage/detail",
        ].map { get($0, [403]) }
        let unknown = [
            "/api/v1/keys", "/api/v1/alerts", "/api/v1/prices", "/api/v1/budgets/wide-limit",
            "/api/v2/report", "/admin", "/api/v1", "/ledger.sqlite", "/assets/../ledger.sqlite",
            "/assets/bursar.css/../../etc/passwd", "/.env",
        ].map { get($0, [400, 404]) }
        let changing = ["POST", "PUT", "PATCH", "DELETE"].flatMap { method in
            ["/", "/api/v1/budgets", "/api/v1/submissions/\(id)", "/submissions/\(id)"].map {
                Attempt(
                    method: method, target: $0,
                    headers: [key, "Content-Type: application/json"], body: "{}",
                    statuses: [404, 405])
            }
        }
        let body = RunningGateway.body("forbidden")
        let orders = [
            (#"{"request":\#(body),"project":"autumn"}"#, "", 403),
            (#"{"request":\#(body),"project":"autumn","dry_run":true}"#, "", 403),
            (#"{"request":\#(body),"key":"other-key"}"#, "", 400),
            (#"{"request":\#(body)}"#, "x-bursar-project: autumn", 403),
            (#"{"request":\#(body)}"#, "Origin: https://evil.example", 403),
            (#"{"request":\#(body)}"#, "Content-Type: text/plain", 415),
        ].map { body, header, status in
            Attempt(
                method: "POST", target: "/api/v1/submissions",
                headers: [key] + (header.isEmpty ? [] : [header]), body: body, statuses: [status])
        }
        let submitting = [
            ["x-bursar-project: autumn"], ["Origin: https://evil.example"], ["Origin: null"],
            ["Sec-Fetch-Site: cross-site"], ["Host: evil.example"], ["x-bursar-admin: true"],
            ["Content-Type: text/plain"],
        ].map { headers in
            Attempt(
                method: "POST", target: RunningGateway.path,
                headers: [key] + headers, body: body, statuses: [400, 403, 415, 421])
        }
        let token = String(own.dropFirst("Bearer ".count))
        let strangers = [
            ["Authorization: Bearer x"], ["Authorization: Basic \(token)"],
            ["Authorization: \(token)"], ["Cookie: bursar_session=\(token)"],
            ["Cookie: bursar_session=x"], ["Cookie: bursar_session="],
            ["Cookie: bursar_session=x; bursar_session=y"], ["x-api-key: \(token)"], [],
        ].flatMap { headers in
            ["/", "/api/v1/report"].map {
                Attempt(method: "GET", target: $0, headers: headers, statuses: [401])
            }
        }
        return ofOthers + ofAdministrators + unknown + changing + orders + submitting + strangers
    }
}
