import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

@Suite(.timeLimit(.minutes(5))) struct OpeningTests {
    @Test func aNewLedgerIsForItsOwnerAlone() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("accounts/ledger.sqlite")
        let ledger = try Ledger(path: path, at: .start)
        try await ledger.set(.money("10"), at: .start)
        #expect(try permissions(folder.path("accounts")) == 0o700)
        for suffix in ["", "-wal", "-shm", ".lock"] {
            #expect(try permissions(path + suffix) == 0o600, "\(suffix)")
        }
    }

    @Test func everySettingThatMattersIsInForce() async throws {
        let fixture = try TestLedger()
        let settings = try await fixture.ledger.file.settings()
        #expect(
            settings == [
                "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1",
                "recursive_triggers": "1", "trusted_schema": "0", "cell_size_check": "1",
                "mmap_size": "0", "application_id": "1114796914", "user_version": "8",
            ])
    }

    @Test func aLedgerOfTheFirstFormatIsBroughtUpToDate() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("100"), at: .start)
        try await fixture.settle(fixture.accepted("2"), "1.25")
        let corrected = try await fixture.accepted("3", mode: .pro)
        try await fixture.settle(corrected, "3")
        for usd in ["9", "3.50"] {
            _ = try await fixture.ledger.record(
                .adjusted(Charge(usd: .dollars(usd), source: .transactions), reason: "the bill"),
                of: corrected, at: .start)
        }
        _ = try await fixture.accepted("7")
        #expect(try await fixture.reserve("500") == nil)
        let rows = try await fixture.ledger.spend(matching: SubmissionFilter()).rows
        #expect(rows.map(\.spend.estimateError) == [.dollars("0.50"), .dollars("-0.75")])
        #expect(rows.map(\.spend.adjustments) == [2, 0])
        #expect(rows.map(\.spend.adjustedUSD) == [.dollars("0.50"), .zero])
        #expect(rows.map(\.spend.refusedUSD) == [.zero, .dollars("500")])
        let path = fixture.folder.path("first.sqlite")
        #expect(try await fixture.ledger.backup(to: path).isInOrder)
        _ = try Shell(path).rows(
            """
            DROP INDEX entry_that_refiles;
            DROP INDEX submission_without_charge;
            DROP INDEX submission_by_charge; DROP INDEX entry_that_corrects;
            ALTER TABLE rollup DROP COLUMN charged_failures;
            ALTER TABLE rollup DROP COLUMN failed_nanos;
            ALTER TABLE rollup DROP COLUMN refused_nanos;
            ALTER TABLE rollup DROP COLUMN seconds; ALTER TABLE rollup DROP COLUMN timed_nanos;
            ALTER TABLE rollup DROP COLUMN adjustments;
            ALTER TABLE rollup DROP COLUMN adjusted_nanos;
            ALTER TABLE rollup DROP COLUMN estimated_nanos;
            ALTER TABLE rollup DROP COLUMN estimate_error_nanos;
            DROP TABLE announced; ALTER TABLE budget DROP COLUMN alert_forecast;
            DROP INDEX alert_of_window; DROP INDEX submission_of_key;
            DROP TABLE budget_mute; DROP TABLE outbox; DROP TABLE delivery; DROP TABLE channel;
            DROP INDEX submission_source; ALTER TABLE submission DROP COLUMN source_id;
            DROP TABLE month_closing; DROP TABLE late_change;
            DROP TABLE model_alias; DROP TABLE gateway_key; DROP TABLE client_request;
            PRAGMA user_version = 1;
            """)
        let updated = try Ledger(path: path, at: .start)
        #expect(try await updated.spend(matching: SubmissionFilter()).rows == rows)
        #expect(try updated.budgets() == fixture.ledger.budgets())
        #expect(try await updated.verify().problems == [])
    }

    @Test func theZoneOfALedgerIsTheOneItWasMadeIn() async throws {
        let fixture = try TestLedger(timeZone: "Europe/Berlin")
        let again = try Ledger(
            path: fixture.path, timeZone: "Asia/Tokyo", salt: "other", at: .start)
        #expect(again.calendar.identifier == "Europe/Berlin")
        #expect(again.salt == "salt")
        #expect(try fixture.kinds() == ["opened"])
    }

    @Test func aZoneThatIsNotKnownLeavesNoFile() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("ledger.sqlite")
        #expect(throws: LedgerError.self) {
            try Ledger(path: path, timeZone: "Mars/Phobos", at: .start)
        }
        #expect(try Ledger.presence(at: path) == .absent)
    }

    @Test func aRestoredBackupIsALedgerLikeAnyOther() async throws {
        let fixture = try TestLedger()
        let copy = fixture.folder.path("copy.sqlite")
        #expect(try await fixture.ledger.backup(to: copy).isInOrder)
        #expect(try permissions(copy) == 0o600)
        let restored = try Ledger(path: copy, at: .start)
        #expect(try await restored.file.settings()["journal_mode"] == "wal")
        #expect(try restored.head() == fixture.ledger.head())
        await #expect(throws: LedgerError.self) { try await fixture.ledger.backup(to: copy) }
    }

    @Test(arguments: [5, 60]) func manyOpenANewLedgerAtOnceAndOneMakesIt(count: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("ledger.sqlite")
        let results = await inThreads(count) { _ in
            let ledger = try Ledger(path: path, at: .start)
            return ledger.salt
        }
        let salts = try results.map { try $0.get() }
        #expect(Set(salts).count == 1)
        #expect(try Shell(path).rows("SELECT kind FROM entry") == ["opened"])
    }

    private func permissions(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return attributes[.posixPermissions] as? Int ?? 0
    }
}
