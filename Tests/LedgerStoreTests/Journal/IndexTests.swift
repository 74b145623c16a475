import Accounting
import Foundation
import Testing

@testable import LedgerStore

@Suite struct IndexTests {
    @Test(arguments: ["reserved", "dispatched", "unknown", "accepted", "unpriced"])
    func whatIsOpenIsFoundByItsIndex(state: String) async throws {
        let fixture = try TestLedger()
        let held = "state IN ('reserved', 'dispatched', 'unknown', 'accepted', 'unpriced')"
        let plan = try Shell(fixture.path).rows(
            "EXPLAIN QUERY PLAN SELECT * FROM submission WHERE \(held) AND state = '\(state)'")
        #expect(plan.joined().contains("submission_held"), "\(plan)")
    }

    /// Every request to the gateway asks these, however many keys were revoked before.
    @Test(arguments: [
        ("SELECT * FROM gateway_key WHERE token_id = 'd'", "sqlite_autoindex_gateway_key"),
        ("SELECT * FROM gateway_key WHERE name = 'n' AND revoked_at IS NULL", "gateway_key_in_use"),
    ])
    func aKeyIsFoundByAnIndex(sql: String, index: String) throws {
        let fixture = try TestLedger()
        let plan = try Shell(fixture.path).rows("EXPLAIN QUERY PLAN \(sql)")
        #expect(plan.joined().contains(index), "\(plan)")
    }

    /// A statement asks for what was filed elsewhere since the one before it.
    @Test func whatWasFiledElsewhereIsFoundByItsIndex() throws {
        let fixture = try TestLedger()
        let plan = try Shell(fixture.path).rows(
            """
            EXPLAIN QUERY PLAN SELECT * FROM entry INDEXED BY entry_that_refiles
            WHERE kind = 'refiled' AND seq > 7
            """)
        #expect(plan.joined().contains("entry_that_refiles"), "\(plan)")
    }

    @Test func aDuplicateIsFoundByItsIndex() throws {
        let fixture = try TestLedger()
        let plan = try Shell(fixture.path).rows(
            "EXPLAIN QUERY PLAN SELECT id FROM submission WHERE digest = 'd' AND (\(Schema.isOpen))"
        )
        #expect(plan.joined().contains("submission_duplicate"), "\(plan)")
    }
}
