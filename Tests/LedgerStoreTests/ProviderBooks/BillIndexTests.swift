import Accounting
import LedgerStore
import Testing

/// The provider's books, folded into a row per generation.
struct BillScratchTests {
    private func line(
        _ id: String?, _ usd: String, _ direction: BillLine.Direction = .charge,
        at instant: Instant = .start
    ) -> BillLine {
        BillLine(
            createdAt: instant, direction: direction, kind: .modelUsage, amount: .dollars(usd),
            model: "m", referenceID: id)
    }

    private func row(_ id: String, _ status: LogRow.Status, client: String? = nil) -> LogRow {
        LogRow(
            created: .start, status: status, origin: "api", model: "m", inferenceID: id,
            clientRequestID: client)
    }

    @Test func linesOfOneGenerationAreOneSumInAnyOrder() async throws {
        let scratch = try BillIndex()
        let later = Instant.start.advanced(bySeconds: 60)
        try scratch.add(line("g", "0.25", .topUp, at: later))
        try scratch.add(line("g", "1", at: later))
        try scratch.add(line("g", "1"))
        try scratch.add(line(nil, "5"))
        let found = try #require(try scratch.generation("g"))
        var due = BillSum()
        due.add(line("g", "1"))
        due.add(line("g", "1", at: later))
        due.add(line("g", "0.25", .topUp, at: later))
        #expect(found.billed == due && found.logged == nil)
    }

    @Test func aFailureGivesWayToWhatCameOfIt() async throws {
        for rows in [[LogRow.Status.failed, .succeeded], [.succeeded, .failed]] {
            let scratch = try BillIndex()
            for status in rows { try scratch.add(row("g", status)) }
            #expect(try scratch.generation("g")?.logged?.status == .succeeded)
            #expect(try scratch.generation("g")?.billed == nil)
        }
    }

    @Test func aSubmissionWithoutAGenerationIsFoundByItsOwnId() async throws {
        let fixture = try TestLedger()
        let lost = try #require(try await fixture.reserve("1"))
        let scratch = try BillIndex()
        try scratch.add(row("refused", .failed, client: lost.id.description.uppercased()))
        try scratch.add(row("made", .succeeded, client: lost.id.description))
        try scratch.add(line("made", "1"))
        #expect(try scratch.generation(of: lost)?.id == "made")
    }

    @Test func whatIsClaimedIsNotHandedOver() async throws {
        let scratch = try BillIndex()
        for number in 0..<1203 { try scratch.add(line("g\(number)", "1")) }
        for number in 0..<3 { try scratch.claim("g\(number)") }
        var count = 0
        try scratch.forEachUnclaimed { books in
            // It may be used meanwhile.
            count += try scratch.generation(books.id) == books ? 1 : 0
        }
        #expect(count == 1200)
    }
}
