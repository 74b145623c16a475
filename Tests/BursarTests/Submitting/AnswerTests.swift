import LosslessJSON
import TestSupport
import Testing

/// Every answer of the provider ends in the state it stands for, after exactly one POST.
@Suite(.runsPrograms)
struct AnswerTests {
    private static let answers: [(marker: String, status: Int32, state: String)] = [
        // What the POST answers.
        ("submit=400", 6, "voided"), ("submit=401", 6, "voided"), ("submit=403", 6, "voided"),
        ("submit=404", 6, "voided"), ("submit=429", 6, "voided"),
        ("submit=429 body=html", 6, "voided"), ("submit=400 stringly", 6, "voided"),
        ("submit=403 body=empty", 6, "voided"), ("submit=404 body=null", 6, "voided"),
        ("submit=500", 4, "unknown"), ("submit=502", 4, "unknown"), ("submit=503", 4, "unknown"),
        ("submit=504", 4, "unknown"), ("submit=500 body=html", 4, "unknown"),
        ("submit=redirect", 4, "unknown"), ("submit=html", 4, "unknown"),
        ("submit=empty", 4, "unknown"), ("submit=null", 4, "unknown"),
        ("submit=no-id", 4, "unknown"), ("submit=reset", 4, "unknown"),
        ("submit=reset-before", 4, "unknown"),
        ("submit=header-id", 0, "settled"), ("submit=generation-id", 0, "settled"),
        ("submit=slow delay=0.5", 0, "settled"),
        // Where the usage is.
        ("usage=submit", 0, "settled"), ("usage=poll", 0, "settled"),
        ("usage=headers", 0, "settled"), ("usage=both", 0, "settled"),
        ("usage=none", 0, "unpriced"), ("tokens-used", 0, "settled"),
        // How it ends.
        ("status=succeeded", 0, "settled"), ("status=failed", 6, "voided"),
        ("status=cancelled", 6, "voided"), ("status=expired", 6, "voided"),
        ("fail=\"no character found\"", 6, "voided"), ("fail-charged", 6, "settled"),
        ("fail=no error=string", 6, "voided"), ("fail=no error=object", 6, "voided"),
        ("fail=no usage=submit", 6, "voided"),
        // How it runs.
        ("status=waiting", 0, "settled"), ("status=active", 0, "settled"),
        ("status=processing", 0, "settled"), ("status=weird", 0, "settled"),
        ("backwards run=0.5", 0, "settled"), ("stringly", 0, "settled"),
        // What the result looks like.
        ("video=object", 0, "settled"), ("video=strings", 0, "settled"),
        ("video=objects", 0, "settled"),
        // What a poll answers at first.
        ("poll=500", 0, "settled"), ("poll=404", 0, "settled"), ("poll=429", 0, "settled"),
        ("poll=html", 0, "settled"), ("poll=empty", 0, "settled"), ("poll=null", 0, "settled"),
        ("poll=torn", 0, "settled"), ("poll=reset", 0, "settled"),
        ("poll=500 poll-times=3", 0, "settled"),
    ]

    @Test(arguments: answers)
    func anAnswerEndsInItsState(marker: String, status: Int32, state: String) async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let (document, code) = try await fixture.submitted(
            "[sandbox \(marker)]", ["--timeout", "20"])
        #expect(code == status)
        #expect(document["state"]?.string == state)
        #expect(try await sandbox.submissions().count == 1)

        let isHeld = state == "unknown" || state == "unpriced"
        let totals = try await fixture.document("report")["totals"]
        #expect(totals?["reserved_usd"]?.string == (isHeld ? "4.914" : "0.00"))
        #expect((document["charge"]?.isNull == true) == (state != "settled"))
        #expect((document["error"]?.isNull == false) == (status != 0))
        if state == "settled" {
            #expect(document["charge", "usd"] == "0.819")
            #expect(totals?["usd"] == "0.819")
        }
        if status == 0 {
            #expect(document["video_url"]?.string?.hasPrefix("https://") == true)
        }
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test(arguments: ["nanoid", "uuid", "colon"])
    func everyFormOfIdIsFollowed(form: String) async throws {
        let sandbox = try await SandboxChild(["--ids", form])
        let fixture = try sandbox.fixture()
        for number in 1...3 {
            let (document, status) = try await fixture.submitted("\(number)")
            #expect(status == 0)
            let id = try #require(document["generation_id"]?.string)
            let shown = try await fixture.run("show", "--json", "--", id)
            #expect(try JSON(parsing: shown.output).withoutHistory == document)
        }
    }

    /// The money stays until somebody says what it cost; it is never taken for free.
    @Test func aGenerationWithoutUsageIsUnpricedAndNeverZero() async throws {
        // The bill, which sync reads, would say it after a second.
        let sandbox = try await SandboxChild(["--charge-lag", "3600"])
        let fixture = try sandbox.fixture()
        let result = try await fixture.submit("[sandbox usage=none]")
        #expect(result.status == 0)
        #expect(result.errors.contains("did not say what it cost; $4.914 stays reserved"))
        let totals = try #require(try await fixture.document("report")["totals"])
        #expect(totals["unpriced"]?.int == 1)
        #expect(totals["settled"]?.int == 0)
        #expect(totals["usd"] == "0.00" && totals["reserved_usd"] == "4.914")
        #expect(try await fixture.run("list").output.contains("≤$4.914"))
        #expect(try await fixture.document("sync")["unpriced"]?.int == 1)
    }
}
