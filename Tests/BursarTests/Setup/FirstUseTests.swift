import Foundation
import LosslessJSON
import TestSupport
import Testing

/// A ledger that comes to be is named, because its name may be mistyped; a clock without a date is not
/// believed.
@Suite(.runsPrograms)
struct FirstUseTests {
    @Test(arguments: [
        ["budget", "set", "b", "--limit", "5", "--per", "day"],
        ["price", "set", "m", "--per-second", "1", "--force"],
    ])
    func theCommandThatMakesALedgerSaysSoOnce(arguments: [String]) async throws {
        let fixture = try CommandFixture()
        let first = try await fixture.run(arguments)
        #expect(first.status == 0)
        #expect(
            first.errors
                == "note: made a new ledger, \(fixture.ledger) (from BURSAR_LEDGER), with days in UTC; for"
                + " another time zone remove it and run: bursar init --time-zone ZONE\n")
        #expect(try await fixture.run(arguments).errors == "")
    }

    private static let looks: [[String]] = [
        ["list"], ["list", "--json"], ["report"], ["report", "--json"],
        ["report", "--format", "csv"],
        ["budget"], ["budget", "status"], ["budget", "status", "--json"], ["budget", "list"],
        ["price", "list"], ["price", "list", "--json"], ["alerts"], ["alerts", "list", "--json"],
        ["sync"], ["sync", "--json"], ["verify"], ["verify", "--json"], ["export"],
    ]

    @Test(arguments: looks)
    func whatOnlyLooksShowsAnEmptyAccountAndMakesNone(arguments: [String]) async throws {
        let fixture = try CommandFixture()
        let result = try await fixture.run(arguments)
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.errors
                == "note: there is no ledger at \(fixture.ledger) (from BURSAR_LEDGER), and so nothing to"
                + " show; if yours is elsewhere, name it with BURSAR_LEDGER\n")
        #expect(try fixture.files().isEmpty)
        if arguments.last == "--json" { _ = try JSON(parsing: result.output) }
    }

    @Test(arguments: [
        ["show", "2db31994"], ["wait", "2db31994"], ["budget", "remove", "b"],
        ["budget", "override", "b", "--add", "5", "--until", "2030-01-01", "--reason", "r"],
        ["resolve", "2db31994", "--not-charged", "--reason", "r"],
        ["alerts", "mute", "b", "--until", "2030-01-01", "--reason", "r"],
        ["alerts", "unmute", "b"], ["backup", "copy.sqlite"], ["statusline", "--budget", "b"],
        ["doctor", "--offline"], ["config"], ["alerts", "deliver"], ["reconcile"],
        CommandFixture.submission("a", ["--dry-run"]),
    ])
    func whatFindsNothingMakesNoneEither(arguments: [String]) async throws {
        let fixture = try CommandFixture()
        let result = try await fixture.run(arguments)
        #expect(!result.errors.contains(ProgramResult.ledgerNote), "\(result.errors)")
        #expect(try fixture.files().isEmpty)
    }

    /// As cron has it: the file is elsewhere, and nothing says where.
    @Test func syncWithHardlyAVariableMakesNoLedger() async throws {
        let fixture = try CommandFixture()
        let home = try #require(fixture.environment["HOME"])
        let bare = Program(path: fixture.program.path, environment: ["HOME": home])
        let result = try await bare.run(["sync"])
        #expect(result.errors.contains("there is no ledger at \(home)/.local/share/bursar/"))
        let homeless = try await Program(path: fixture.program.path, environment: [:]).run(["sync"])
        #expect(homeless.status == 1 && homeless.errors.contains("HOME is not set"))
        #expect(try fixture.files().isEmpty)
    }

    @Test func aBudgetStatusLeavesTheZoneOpen() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("budget", "status")
        #expect(try await fixture.run("init", "--time-zone", "Europe/Berlin").status == 0)
        #expect(try await fixture.run("init").errors.contains("exists already (Europe/Berlin)"))
    }

    @Test func aLedgerWithoutAnEntryOfItsOwnGetsAnotherZone() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("init")
        let moved = try await fixture.run("init", "--time-zone", "Asia/Tokyo")
        #expect(moved.status == 0)
        #expect(
            moved.errors
                == "The ledger \(fixture.ledger) had nothing in it yet; its days are those of Asia/Tokyo"
                + " now, and no longer of UTC.\n")
        #expect(try await fixture.document("verify")["entries"]?.int == 1)
        try await fixture.run("budget", "set", "b", "--limit", "5", "--per", "day")
        let fixed = try await fixture.run("init", "--time-zone", "Europe/Berlin")
        #expect(fixed.status == 1)
        #expect(fixed.errors.contains("with the time zone Asia/Tokyo, which is fixed"))
        #expect(try await fixture.run("init", "--time-zone", "Asia/Tokyo").status == 0)
        #expect(try fixture.files().map(\.name).allSatisfy { !$0.contains(".old-") })
    }

    @Test func initSaysItInItsOwnWords() async throws {
        let fixture = try CommandFixture()
        let made = try await fixture.run("init", "--time-zone", "Europe/Berlin")
        #expect(
            made.errors
                == "Made the ledger \(fixture.ledger); its days are those of Europe/Berlin.\n")
        #expect(try await fixture.run("list").errors == "")
    }

    @Test func aLedgerThatCannotBeMadeIsNotSaidToBe() async throws {
        let result = try await CommandFixture(["BURSAR_LEDGER": "/dev/null/ledger.sqlite"]).run(
            "list")
        #expect(result.status == 75)
        #expect(!result.errors.contains(ProgramResult.ledgerNote))
    }

    @Test(
        arguments: [
            ["list"], ["sandbox", "--port", "0"], CommandFixture.submission("a"), ["verify"],
        ])
    func aClockBefore1970IsAnErrorAndNothingIsSent(arguments: [String]) async throws {
        let fixture = try CommandFixture()
        let new1969 = Date(timeIntervalSince1970: -31_536_000)
        let program = try fixture.program.later(bySeconds: Int(new1969.timeIntervalSinceNow))
        let result = try await program.run(arguments)
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(
            result.errors.wholeMatch(
                of:
                    /bursar: the clock says 1969-01-01T.*Z, which is before 1970; set the clock .*\n/
            )
                != nil, "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: fixture.ledger))
        let help = try await program.run(["--help"])
        #expect(help.status == 0)
    }

    /// What is submitted to a ledger of this machine would be held against no budget of the gateway.
    @Test func noLedgerIsOpenedWhereAGatewayOwnsIt() async throws {
        let fixture = try CommandFixture(["BURSAR_GATEWAY": "https://videos.lan"])
        for command in [
            ["init"], ["verify"], ["backup", "copy.sqlite"], ["doctor"], ["reconcile"],
            ["close", "--month", "2026-01"], ["price", "sync"], ["serve"],
        ] {
            let result = try await fixture.run(command)
            #expect(result.status == 1 && result.output.isEmpty, "\(command)")
            #expect(
                result.errors.contains(
                    "names the gateway 'https://videos.lan', which owns the ledger, and this command"
                        + " works on the ledger's own machine alone"),
                "\(result.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: fixture.ledger))
    }
}
