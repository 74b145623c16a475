import Foundation
import LosslessJSON
import TestSupport
import Testing

/// A ledger that comes to be is named, because its name may be mistyped; a clock without a date is not
/// believed.
struct FirstUseTests {
    @Test(arguments: [
        ["list"], ["list", "--json"], ["report"], ["sync"], ["verify", "--json"], ["export"],
        ["budget", "set", "b", "--limit", "5", "--per", "day"], Desk.submission("a", ["--dry-run"]),
    ])
    func theCommandThatMakesALedgerSaysSoOnce(arguments: [String]) throws {
        let desk = try Desk()
        let first = try desk.run(arguments)
        #expect(first.status == 0)
        #expect(
            first.errors
                == "note: made a new ledger, \(desk.ledger) (from BURSAR_LEDGER), with days in UTC; for"
                + " another time zone remove it and run: bursar init --time-zone ZONE\n")
        #expect(try desk.run(arguments).errors == "")
        if arguments.last == "--json" { _ = try JSON(parsing: first.output) }
    }

    @Test func initSaysItInItsOwnWords() throws {
        let desk = try Desk()
        let made = try desk.run("init", "--time-zone", "Europe/Berlin")
        #expect(
            made.errors == "Made the ledger \(desk.ledger); its days are those of Europe/Berlin.\n")
        #expect(try desk.run("list").errors == "")
    }

    @Test func aLedgerThatCannotBeMadeIsNotSaidToBe() throws {
        let result = try Desk(["BURSAR_LEDGER": "/dev/null/ledger.sqlite"]).run("list")
        #expect(result.status == 75)
        #expect(!result.errors.contains(ProgramResult.ledgerNote))
    }

    private static let faketime = "/usr/bin/faketime"

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: faketime), "needs faketime"),
        arguments: [["list"], ["sandbox", "--port", "0"], Desk.submission("a"), ["verify"]])
    func aClockBefore1970IsAnErrorAndNothingIsSent(arguments: [String]) throws {
        let desk = try Desk()
        let program = Program(path: FirstUseTests.faketime, environment: desk.environment)
        let result = try program.run(["1969-01-01", desk.program.path] + arguments)
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(
            result.errors.wholeMatch(
                of:
                    /bursar: the clock says 1969-01-01T.*Z, which is before 1970; set the clock .*\n/
            )
                != nil, "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: desk.ledger))
        let help = try program.run(["1969-01-01", desk.program.path, "--help"])
        #expect(help.status == 0)
    }
}
