import Accounting
import TestSupport
import Testing

@testable import LedgerStore

/// What a process remembers of budgets from its last transaction holds only as long as nobody else
/// has written.
@Suite struct BudgetMemoryTests {
    @Test func whatAnotherProcessReservedCounts() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("3"), at: .start)
        #expect(try await fixture.reserve("1") != nil)
        _ = try await fixture.another().reserve(fixture.proposal("1"), at: .start)
        #expect(try await fixture.reserve("2") == nil)
        #expect(try await fixture.reserve("1") != nil)
        #expect(try fixture.holding(of: "all").reserved == .dollars("3"))
    }

    @Test func aBudgetThatAnotherProcessChangedHolds() async throws {
        let fixture = try TestLedger()
        let other = try fixture.another()
        try await fixture.ledger.set(.money("3"), at: .start)
        #expect(try await fixture.reserve("1") != nil)
        try await other.set(.money("1"), at: .start)
        #expect(try await fixture.reserve("1") == nil)
        try await other.override(
            BudgetOverride(
                budget: "all", added: .dollars("1"), until: .at("2026-11-30T00:00:00Z"),
                reason: "a reason"), at: .start)
        #expect(try await fixture.reserve("1") != nil)
        try await other.removeBudget(named: "all", at: .start)
        #expect(try await fixture.reserve("100") != nil)
    }

    @Test func whatWasRolledBackIsNotRemembered() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("3"), at: .start)
        #expect(try await fixture.reserve("1") != nil)
        let proposal = fixture.proposal("2")
        await #expect(throws: CancellationError.self) {
            try await fixture.ledger.post(at: .start) { posting in
                try posting.post(.proposed(proposal, .reserved))
                throw CancellationError()
            }
        }
        #expect(try await fixture.reserve("2") != nil)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func onlyTheSameHeadRemembers() {
        let memory = BudgetCache()
        let head = Journal.Head(seq: 7, hash: .init(repeating: 7, count: 32), date: .start)
        var contents = BudgetCache.Contents()
        contents.definitions.budgets = [.money("1")]
        memory.keep(contents, at: head)
        #expect(memory.take(at: .empty).definitions.budgets == nil)
        memory.keep(contents, at: head)
        #expect(memory.take(at: head).definitions.budgets == [.money("1")])
        // What a transaction took is its own until it is durable.
        #expect(memory.take(at: head).definitions.budgets == nil)
    }
}
