import LosslessJSON
import TestSupport
import Testing

/// `bursar budget` and `bursar price`: what is set holds for what comes, and for nothing before.
@Suite(.runsPrograms)
struct BudgetCommandTests {
    private func budget(_ name: String, of fixture: CommandFixture) async throws -> JSON? {
        try await fixture.document("budget", "status")["budgets"]?.array?.first {
            $0["name"]?.string == name
        }
    }

    @Test func onlyWhatIsNamedChanges() async throws {
        let fixture = try CommandFixture()
        try await fixture.run(
            "budget", "set", "b", "--limit", "5", "--per", "week", "--mode", "pro", "--project",
            "p", "--alert-at", "10,20", "--warn-only")
        let before = try #require(try await budget("b", of: fixture))
        #expect(try await fixture.run("budget", "set", "b", "--limit", "7.5").status == 0)
        let after = try #require(try await budget("b", of: fixture))
        #expect(after["limit_usd"] == "7.50")
        for key in ["scope", "period", "enforcement", "alert_at"] {
            #expect(after[key] == before[key], "\(key)")
        }
        let daily = try await fixture.run("budget", "set", "b", "--limit", "8", "--per", "day")
        #expect(daily.status == 0 && daily.errors == "")
        let other = try #require(try await budget("b", of: fixture))
        #expect(other["period", "unit"] == "day" && other["limit_usd"] == "8.00")
        for key in ["scope", "enforcement", "alert_at"] {
            #expect(other[key] == before[key], "\(key)")
        }
        #expect(other["scope", "mode"] == "pro" && other["scope", "project"] == "p")
    }

    @Test func aPartIsTakenAwayByAny() async throws {
        let fixture = try CommandFixture()
        try await fixture.run(
            "budget", "set", "b", "--limit", "5", "--per", "week", "--mode", "pro", "--model", "m",
            "--orientation", "image", "--project", "p", "--key", "k", "--warn-only")
        for part in ["mode", "model", "orientation", "project", "key"] {
            #expect(
                try await fixture.run("budget", "set", "b", "--\(part)", "any").status == 0,
                "\(part)")
            #expect(try await budget("b", of: fixture)?["scope", part] == .null, "\(part)")
        }
        #expect(try await budget("b", of: fixture)?["enforcement"] == "warn")
        #expect(try await fixture.run("budget", "set", "b", "--no-warn-only").status == 0)
        let after = try #require(try await budget("b", of: fixture))
        #expect(after["enforcement"] == "block" && after["limit_usd"] == "5.00")
        #expect(after["period", "unit"] == "week")
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func aNewBudgetCountsWhatItsPeriodHasSpent() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit("a [sandbox cost=2]")
        try await fixture.submit("b [sandbox usage=none]", ["--mode", "pro"])
        try await fixture.run("budget", "set", "all", "--limit", "10", "--per", "month")
        try await fixture.run(
            "budget", "set", "pro", "--limit", "10", "--per", "day", "--mode", "pro")
        #expect(try await budget("all", of: fixture)?["spent_usd"] == "2.00")
        #expect(try await budget("all", of: fixture)?["reserved_usd"] == "6.552")
        #expect(try await budget("all", of: fixture)?["available_usd"] == "1.448")
        #expect(try await budget("pro", of: fixture)?["spent_usd"] == "0.00")
        #expect(try await budget("pro", of: fixture)?["submissions"]?.int == 1)
    }

    @Test func anOverrideThatOutlivesAChangedPeriodIsSaid() async throws {
        let fixture = try CommandFixture()
        let override = ["--add", "20", "--until", "2099-12-31", "--reason", "reshoot"]
        try await fixture.run("budget", "set", "b", "--limit", "5", "--per", "month")
        try await fixture.run(["budget", "override", "b"] + override)
        let same = try await fixture.run("budget", "set", "b", "--limit", "6", "--per", "month")
        #expect(same.status == 0 && same.errors == "")
        let changed = try await fixture.run("budget", "set", "b", "--limit", "6", "--per", "day")
        #expect(changed.status == 0)
        #expect(
            changed.errors
                == "warning: overrides of $20.00 stay in force, and raise the limit of every day until"
                + " they end\n")
    }

    @Test func anOverrideAddsUntilADayAndARemovalFrees() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run("budget", "set", "b", "--limit", "1", "--per", "total")
        #expect(try await fixture.submit("a").status == 3)
        let added = try await fixture.run(
            "budget", "override", "b", "--add", "5", "--until", "2099-12-31", "--reason", "reshoot")
        #expect(added.status == 0)
        #expect(added.output.contains("$6.00 (") || added.output.contains("of it by override"))
        #expect(try await budget("b", of: fixture)?["overrides_usd"] == "5.00")
        #expect(try await budget("b", of: fixture)?["available_usd"] == "6.00")
        #expect(try await fixture.submit("a").status == 0)
        #expect(try await fixture.submit("b [sandbox cost=5.1]").status == 0)
        #expect(try await fixture.submit("c").status == 3)
        let past = try await fixture.run(
            "budget", "override", "b", "--add", "5", "--until", "2020-01-01", "--reason", "late")
        #expect(past.status != 0)
        let removed = try await fixture.run("budget", "remove", "b")
        #expect(removed.status == 0 && removed.errors == "Removed budget 'b'.\n")
        #expect(try await fixture.submit("c").status == 0)
        #expect(try await fixture.document("report")["totals", "settled"]?.int == 3)
    }

    @Test func aThresholdIsSaidOnceOnStderr() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run(
            "budget", "set", "b", "--limit", "10", "--per", "day", "--alert-at", "40,90")
        let first = try await fixture.submit("a [sandbox cost=4.5]", ["--json"])
        #expect(first.errors.contains("warning: budget 'b' is at 49 %"), "\(first.errors)")
        let second = try await fixture.submit("b [sandbox cost=1]", ["--json"])
        #expect(second.errors.contains("warning: budget 'b' is at 94 %"), "\(second.errors)")
        #expect(!second.errors.contains("is at 4"))
        let events = try await fixture.document("alerts")["alerts"]?.array?.map {
            $0["threshold"]?.int
        }
        #expect(events == [90, 40])
    }

    @Test func aBudgetThatOnlyWarnsRefusesNothing() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run("budget", "set", "b", "--limit", "1", "--per", "day", "--warn-only")
        let result = try await fixture.submit("a [sandbox cost=3]")
        #expect(result.status == 0)
        #expect(result.errors.contains("warning: budget 'b' is at 491 %"), "\(result.errors)")
        #expect(
            try await fixture.run("budget", "status").output.contains("over the limit of $1.00"))
    }

    @Test func moreThanWasReservedIsRecordedInFull() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run(
            "budget", "set", "b", "--limit", "6", "--per", "day", "--alert-at", "100")
        let result = try await fixture.submit("a [sandbox cost=7.25]", ["--json"])
        #expect(result.status == 0)
        #expect(try JSON(parsing: result.output)["charge", "usd"] == "7.25")
        #expect(try await budget("b", of: fixture)?["spent_usd"] == "7.25")
        let events = try await fixture.document("alerts")["alerts"]?.array?.compactMap {
            $0["event"]?.string
        }
        #expect(events?.contains("overrun") == true)
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func aPriceHoldsFromNowOn() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let model = "klingai/video-v3-motion-control"
        let (before, _) = try await fixture.submitted("a")
        #expect(before["estimate", "unit_price_usd"] == "0.1638")
        let set = try await fixture.run(
            "price", "set", model, "--mode", "std", "--per-second", "0.2")
        #expect(set.status == 0)
        #expect(set.output.contains("$0.20"))
        let (after, _) = try await fixture.submitted("b")
        #expect(after["estimate", "usd"] == "6.00")
        #expect(after["estimate", "price_source"] == "user")
        let (pro, _) = try await fixture.submitted("c", ["--mode", "pro"])
        #expect(pro["estimate", "unit_price_usd"] == "0.2184")
        let id = try #require(before["id"]?.string)
        #expect(try await fixture.document("show", id).withoutHistory == before)

        try await fixture.run(
            "price", "set", "minimax/hailuo-2.3", "--per-video", "0.294", "--force")
        let other = try await fixture.document(
            CommandFixture.submission("d", ["--model", "minimax/hailuo-2.3", "--dry-run"]))
        #expect(other["estimate", "usd"] == "0.294" && other["estimate", "price_per"] == "video")
        let prices = try #require(try await fixture.document("price", "list")["prices"]?.array)
        let std = prices.first { $0["model"]?.string == model && $0["mode"] == "std" }
        #expect(std?["usd"] == "0.20" && std?["source"] == "user" && std?["verified"] == true)
    }
}
