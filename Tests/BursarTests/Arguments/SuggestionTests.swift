import TestSupport
import Testing

/// A slip of the fingers is answered with what was perhaps meant.
@Suite(.runsPrograms)
struct SuggestionTests {
    private static let slips: [(arguments: [String], sentence: String)] = [
        (["verfy"], "there is no command 'verfy'. Did you mean 'verify'? see: bursar --help"),
        (["hepl"], "there is no command 'hepl'. Did you mean 'help'? see: bursar --help"),
        (["xyzzy"], "there is no command 'xyzzy'; see: bursar --help"),
        (["--versio"], "unknown option '--versio'; see: bursar --help"),
        (
            ["budget", "sett", "b"],
            "there is no command 'sett'. Did you mean 'set'? see: bursar budget --help"
        ),
        (
            ["report", "--formt", "csv"],
            "unknown option '--formt'. Did you mean '--format'? see: bursar report --help"
        ),
        (["list", "--frobnicate"], "unknown option '--frobnicate'; see: bursar list --help"),
        // What is missing is missing because it was mistyped.
        (
            ["submit", "--imge", CommandFixture.image, "--video", CommandFixture.video],
            "unknown option '--imge'. Did you mean '--image'? see: bursar submit --help"
        ),
        (["submit", "--modle=x"], "unknown option '--modle"),
        (
            ["budget", "set", "b", "--limt", "4"],
            "unknown option '--limt'. Did you mean '--limit'? see: bursar budget set --help"
        ),
        (["alerts", "--lmit", "4"], "unknown option '--lmit'. Did you mean '--limit'?"),
        (
            ["price", "set", "m", "--per-secnd", "1"],
            "unknown option '--per-secnd'. Did you mean '--per-second'?"
        ),
        (["resolve", "x", "--charge", "1", "--reason", "r"], "Did you mean '--charged'?"),
        // A value may look like an option.
        (["submit", "--prompt", "--imge"], "--image is missing; see: bursar submit --help"),
        (["wait", "--", "--imge", "--timeout"], "there is no submission '--imge'"),
    ]

    @Test(arguments: slips)
    func aSlipIsAnsweredWithWhatWasMeant(arguments: [String], sentence: String) async throws {
        let result = try await CommandFixture().run(arguments)
        #expect(result.output == "")
        #expect(result.complaints.count == 1)
        #expect(result.complaints.first?.hasPrefix("bursar: ") == true)
        #expect(result.errors.contains(sentence), "\(result.errors)")
    }

    @Test(arguments: [
        ("klingai/video-v3-motion-contrl", true), ("video-v3-motion-control", true),
        ("klingai/video-v3-motoin-control", true), ("minimax/hailuo-2.3", false), ("m", false),
    ])
    func aModelWithoutAPriceIsHeldAgainstThoseThatHaveOne(model: String, isNear: Bool) async throws
    {
        let fixture = try CommandFixture()
        let question = " USD. Did you mean 'klingai/video-v3-motion-control'?\n"
        for more in [[], ["--dry-run"], ["--json"]] {
            let result = try await fixture.submit("a", ["--model", model] + more)
            #expect(result.status == 3)
            #expect(result.errors.contains("no price is known for \(model)"))
            #expect(result.errors.hasSuffix(question) == isNear, "\(result.errors)")
        }
    }

    /// Names are held against those that there are.
    @Test func aBudgetThatIsNotThereIsHeldAgainstThoseThatAre() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("budget", "set", "pro-month", "--limit", "5", "--per", "month")
        for arguments in [
            ["budget", "remove", "pro-mont"], ["alerts", "unmute", "pro-mont"],
            ["statusline", "--budget", "pro-mont"],
        ] {
            let result = try await fixture.run(arguments)
            #expect(result.status == 1)
            #expect(
                result.errors == "bursar: there is no budget 'pro-mont'. Did you mean 'pro-month'?"
                    + " See: bursar budget list\n")
        }
    }

    @Test func aBudgetForAModelThatNobodyKnowsIsWarnedOf() async throws {
        let fixture = try CommandFixture()
        let slip = "klingia/video-v3-motion-control"
        let result = try await fixture.run(
            "budget", "set", "b", "--limit", "5", "--per", "day", "--model", slip)
        #expect(result.status == 0)
        #expect(
            result.errors.contains(
                "warning: no price, list or submission has a model '\(slip)'. Did you mean"
                    + " 'klingai/video-v3-motion-control'?"), "\(result.errors)")
        let listed = try await fixture.run("list", "--model", "klingia/video-v3-motion-control")
        #expect(!listed.errors.contains("note: nothing was asked"), "the budget names it")
        let other = try await fixture.run("report", "--model", "klingai/video-v3-motion-contro")
        #expect(other.errors.contains("note: nothing was asked of model"), "\(other.errors)")
    }
}
