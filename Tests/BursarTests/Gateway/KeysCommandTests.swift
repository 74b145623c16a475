import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar keys`: a token is shown once, on stdout, and is nowhere else.
@Suite(.runsPrograms)
struct KeysCommandTests {
    private let fixture: CommandFixture

    init() throws { fixture = try CommandFixture() }

    private func keys() async throws -> [JSON] {
        try #require(try await fixture.document("keys", "list")["keys"]?.array)
    }

    @Test func aTokenIsAloneOnStdoutAndNowhereElse() async throws {
        let made = try await fixture.run("keys", "create", "ci")
        #expect(made.status == 0)
        #expect(
            made.output.wholeMatch(of: /bsr_[0-9a-f]{8}_[A-Za-z0-9_-]{43}\n/) != nil,
            "\(made.output)")
        #expect(
            made.complaints == [
                "Made key 'ci'. The token is shown this once: give it to the client as its API key,"
                    + " with the gateway as its base URL, and to bursar elsewhere as"
                    + " BURSAR_GATEWAY_KEY; to end it: bursar keys revoke ci"
            ])
        let secret = String(made.output.dropLast().suffix(43))
        for arguments in [
            ["keys", "list"], ["keys", "list", "--json"], ["keys"], ["export"], ["config"],
            ["keys", "create", "ci"], ["keys", "revoke", "ci"], ["verify"],
        ] {
            let result = try await fixture.run(arguments)
            #expect(!(result.output + result.errors).contains("bsr_"), "\(arguments)")
        }
        for (name, bytes) in try fixture.files() {
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
            #expect(bytes.range(of: Data(secret.prefix(20).utf8)) == nil, "\(name)")
        }
    }

    @Test func aKeyIsListedByNameStateProjectAndEnd() async throws {
        try await fixture.run("init", "--time-zone", "Europe/Berlin")
        let made = try await fixture.run(
            "keys", "create", "studio one", "--project", "spring", "--admin", "--expires",
            "2099-12-31")
        #expect(made.status == 0)
        #expect(
            made.errors.hasPrefix(
                "Made key 'studio one' (sees and changes everything, project spring, until 2099-12-31)"
            ))
        #expect(made.errors.hasSuffix("bursar keys revoke 'studio one'\n"))
        let document = try await fixture.document("keys", "list")
        document.hasKeys(["schema", "as_of", "keys"], schema: "bursar.keys/1")
        let key = try #require(document["keys"]?.array?.first)
        key.hasKeys([
            "name", "state", "project", "admin", "created_at", "expires_at", "revoked_at",
        ])
        #expect(key.keys.count == 7)
        #expect(key["name"] == "studio one" && key["state"] == "usable")
        #expect(key["project"] == "spring" && key["admin"] == true)
        // Up to the end of that day in the ledger's zone.
        #expect(key["expires_at"] == "2099-12-31T23:00:00.000Z" && key["revoked_at"] == .null)
        #expect(key["created_at"]?.string?.isInstant == true)
        let text = try await fixture.run("keys").output
        #expect(text.contains("studio one  usable  spring   everything"), "\(text)")
        #expect(text.contains("  2099-12-31\n"))
    }

    @Test func aNameIsInUseUntilItIsRevoked() async throws {
        try await fixture.run("keys", "create", "ci")
        let twice = try await fixture.run("keys", "create", "ci")
        #expect(twice.status == 1 && twice.output == "")
        #expect(
            twice.errors
                == "bursar: there is a key 'ci' already; revoke it first: bursar keys revoke ci\n")
        let revoked = try await fixture.run("keys", "revoke", "ci")
        #expect(revoked.status == 0 && revoked.output == "")
        #expect(revoked.errors == "Revoked key 'ci'.\n")
        #expect(try await keys().map { $0["state"] } == ["revoked"])
        #expect(try await fixture.run("keys", "create", "ci").status == 0)
        #expect(try await keys().map { $0["state"] } == ["revoked", "usable"])
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func aMistypedNameIsSuggested() async throws {
        try await fixture.run("keys", "create", "studio")
        let slip = try await fixture.run("keys", "revoke", "stduio")
        #expect(slip.status == 1)
        #expect(
            slip.errors
                == "bursar: there is no key 'stduio'. Did you mean 'studio'? See: bursar keys list\n"
        )
        try await fixture.run("keys", "revoke", "studio")
        let twice = try await fixture.run("keys", "revoke", "studio")
        #expect(twice.status == 1)
        #expect(twice.errors.contains("key 'studio' was revoked already, on "))
        try await fixture.run(
            "budget", "set", "b", "--limit", "5", "--per", "day", "--project", "spring")
        let project = try await fixture.run("keys", "create", "a", "--project", "sprnig")
        #expect(project.status == 0)
        #expect(
            project.complaints.first
                == "warning: nothing was filed under project 'sprnig' before. Did you mean 'spring'?"
        )
    }

    @Test func ofManyProcessesOneGetsTheName() async throws {
        try await fixture.run("init")
        let results = await inTasks(6) { [fixture] _ in
            try await fixture.run("keys", "create", "ci")
        }
        let runs = try results.map { try $0.get() }
        #expect(runs.map(\.status).sorted() == [0, 1, 1, 1, 1, 1])
        #expect(runs.count { $0.output.hasPrefix("bsr_") } == 1)
        for run in runs where run.status == 1 {
            #expect(run.output == "" && run.errors.contains("there is a key 'ci' already"))
        }
        #expect(try await keys().count == 1)
    }

    @Test func aLedgerIsMadeByWhatSucceeds() async throws {
        #expect(try await fixture.run("keys", "list").output.hasPrefix("No keys. Make one with"))
        let past = try await fixture.run("keys", "create", "ci", "--expires", "2020-01-01")
        #expect(past.status == 64 && past.output == "")
        #expect(past.errors.hasPrefix("bursar: --expires 2020-01-01 is over: it is "))
        #expect(!FileManager.default.fileExists(atPath: fixture.ledger))
        let made = try await fixture.run("keys", "create", "ci")
        #expect(made.status == 0 && made.errors.contains(ProgramResult.ledgerNote))
        let today = try await fixture.run("keys", "create", "d", "--expires", "9999-12-31")
        #expect(today.status == 0)
    }

    @Test func aTokenThatCouldNotBePrintedOpensNothing() async throws {
        let shell = Program(path: "/bin/sh", environment: fixture.environment)
        let command = "exec '\(fixture.program.path)' keys create ci > /dev/full"
        let failed = try await shell.run(["-c", command])
        #expect(failed.status == 1)
        #expect(failed.errors.contains("cannot write to standard output"))
        #expect(try await keys().map { $0["state"] } == ["revoked"])
        #expect(try await fixture.run("keys", "create", "ci").status == 0)
    }

    @Test func whatIsExportedAndReportedStaysAsItWas() async throws {
        let record = #"{"reserved_at":"2026-11-21T09:00:00Z","model":"m","usd":"1","key":"ci"}"#
        try await fixture.run(["import", "-"], input: record)
        let before = try await fixture.run("export").output
        try await fixture.run("keys", "create", "ci")
        #expect(try await fixture.run("export").output == before)
        try await fixture.run("keys", "revoke", "ci")
        #expect(try await fixture.run("export").output == before)
        #expect(before.contains(#""key":"ci""#))
    }

    @Test(arguments: [
        (["keys", "create"], "missing expected argument '<name>'"),
        (["keys", "create", "a\nb"], "no control characters"),
        (["keys", "create", "a", "--expires", "2026-02-30"], "there is no such day"),
        (["keys", "create", "a", "--project", ""], "a name has 1 to 128 characters"),
        (["keys", "revoke"], "missing expected argument '<name>'"),
        (["keys", "crate"], "there is no command 'crate'. Did you mean 'create'?"),
    ])
    func aMistakeIsSaidInOneLine(arguments: [String], sentence: String) async throws {
        let result = try await fixture.run(arguments)
        #expect(result.status == 64 && result.output == "")
        #expect(
            result.errors.contains(sentence) && result.complaints.count == 1, "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: fixture.ledger))
    }
}
