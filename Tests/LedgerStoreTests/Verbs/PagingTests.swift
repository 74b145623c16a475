import Accounting
import LedgerStore
import TestSupport
import Testing

/// Submissions page by page: all of them once, whatever their number is.
@Suite(.timeLimit(.minutes(5))) struct PagingTests {
    @Test func pagesHaveAllOfAStateInTheOrderOfIDs() async throws {
        let fixture = try TestLedger()
        var ids: [SubmissionID] = []
        for _ in 0..<250 { ids.append(try await fixture.accepted("1")) }
        try await fixture.settle(ids[7], "1")
        let open = ids.filter { $0 != ids[7] }.sorted()
        var pages: [Int] = []
        var found: [SubmissionID] = []
        var page = try fixture.ledger.page(of: .accepted)
        while let last = page.last {
            pages.append(page.submissions.count)
            found += page.submissions.map(\.id)
            #expect(last == found.last?.description)
            page = try fixture.ledger.page(of: .accepted, after: last)
        }
        #expect(found == open && pages == [100, 100, 49])
        #expect(try fixture.ledger.count(in: .accepted) == 249)
        #expect(try fixture.ledger.id(in: .accepted, at: 0) == open[0].description)
        #expect(try fixture.ledger.id(in: .accepted, at: 248) == open[248].description)
        #expect(try fixture.ledger.id(in: .accepted, at: 249) == nil)
        let some = try fixture.ledger.page(
            of: .accepted, after: open[2].description, through: open[5].description)
        #expect(some.submissions.map(\.id) == Array(open[3...5]))
        #expect(try fixture.ledger.hasSubmission(in: [.unknown, .accepted]))
        #expect(try !fixture.ledger.hasSubmission(in: [.unknown, .reserved]))
    }

    @Test func aRowThatCannotBeReadIsCountedAndPassedOver() async throws {
        let fixture = try TestLedger()
        let first = try await fixture.accepted("1")
        let second = try await fixture.accepted("1")
        try Shell(fixture.path).rows(
            "UPDATE submission SET labels = 'none' WHERE id = '\(first)'")
        var found: [SubmissionID] = []
        let failures = try fixture.ledger.forEachSubmission(in: [.accepted]) { found.append($0.id) }
        #expect(found == [second] && failures.map(\.isAboutOneThing) == [true])
        #expect(try fixture.ledger.count(in: .accepted) == 2)
    }

    /// The index of what is open has the pages; the table of all that ever was is not walked through.
    @Test(arguments: [
        "SELECT id, model FROM submission WHERE state = 'accepted' AND id > 'a' ORDER BY id LIMIT 9",
        """
        SELECT id, model FROM submission WHERE state = 'accepted' AND id > 'a' AND id <= 'b'
        ORDER BY id LIMIT 9
        """, "SELECT count(*) FROM submission WHERE state = 'accepted'",
        "SELECT id FROM submission WHERE state = 'accepted' ORDER BY id LIMIT 1 OFFSET 9",
    ])
    func aPageIsFoundByAnIndex(sql: String) throws {
        let fixture = try TestLedger()
        let plan = try Shell(fixture.path).rows("EXPLAIN QUERY PLAN \(sql)").joined()
        #expect(
            plan.contains("submission_held (state=?") && !plan.contains("TEMP B-TREE"), "\(plan)")
    }
}
