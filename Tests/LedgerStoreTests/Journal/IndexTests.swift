import Accounting
import Foundation
import LedgerStore
import Testing

@Suite struct IndexTests {
    @Test(arguments: ["reserved", "dispatched", "unknown", "accepted", "unpriced"])
    func whatIsOpenIsFoundByItsIndex(state: String) throws {
        let fixture = try TestLedger()
        let held = "state IN ('reserved', 'dispatched', 'unknown', 'accepted', 'unpriced')"
        let plan = try Shell(fixture.path).rows(
            "EXPLAIN QUERY PLAN SELECT * FROM submission WHERE \(held) AND state = '\(state)'")
        #expect(plan.joined().contains("submission_held"), "\(plan)")
    }
}
