import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `sync`: what can be ended is, and what cannot is named.
struct SyncTests {
    @Test func syncBringsWhatIsOpenToItsEnd() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        try desk.submit("a", ["--no-wait"])
        try desk.submit("b [sandbox run=60]", ["--no-wait"])
        try desk.submit("c [sandbox submit=500 log=missing]")
        Thread.sleep(forTimeInterval: 0.4)
        let document = try desk.document("sync")
        #expect(document["schema"] == "bursar.sync/1")
        #expect(document["polled"]?.int == 2 && document["ended"]?.int == 1)
        #expect(document["still_running"]?.int == 1 && document["unknown"]?.int == 1)
        let text = try desk.run("sync")
        #expect(text.status == 0)
        #expect(text.output.contains("Left: 1 still running, 1 unknown.\n"))
    }

    @Test func syncNamesEverythingThatItLeaves() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        #expect(
            try desk.run("sync").output.hasPrefix("Done: nothing, because nothing was running."))
        let running = try desk.program.start(
            Desk.submission("a [sandbox submit=slow delay=1.5]", ["--no-wait"]))
        while try sandbox.submissions().isEmpty { Thread.sleep(forTimeInterval: 0.02) }
        let text = try desk.run("sync").output
        #expect(text.contains("Left: 1 sent, its answer not there yet.\n"), "\(text)")
        #expect(try desk.document("sync")["dispatched"]?.int == 1)
        #expect(running.wait().status == 0)
        try desk.submit("b [sandbox run=60]", ["--no-wait"])

        let keyless = desk.with(["AIMLAPI_API_KEY": ""])
        let result = try keyless.run("sync")
        #expect(result.status == 1)
        let expected =
            "Done: 2 not polled, because there is no usable API key.\nLeft: 2 still running.\n"
        #expect(result.output == expected)
        #expect(try keyless.document("sync")["not_polled"]?.int == 2)
    }

    @Test(.enabled(if: Crash.faketime != nil, "needs faketime"))
    func whatNobodyClaimsIsSaidAsWhatItIs() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        try desk.submit("a [sandbox submit=504 log=missing run=0.1 lag=0]")
        Thread.sleep(forTimeInterval: 0.5)
        let later = Program(path: try #require(Crash.faketime), environment: desk.environment)
        let arguments = { (seconds: Int) in ["-f", "+\(seconds)s", desk.program.path, "sync"] }
        _ = try later.run(arguments(90_000))
        let result = try later.run(arguments(100_000))
        #expect(result.output.contains("Left: 1 unknown."), "\(result.output)")
        #expect(result.errors.contains(" the provider has generation "), "\(result.errors)")
        #expect(result.errors.contains("that no submission claims"))
        #expect(!result.errors.contains("no usable answer"))
    }
}
