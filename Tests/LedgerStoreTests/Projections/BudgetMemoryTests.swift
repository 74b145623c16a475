import Accounting
import Testing

@testable import LedgerStore

/// What a process remembers of budgets from its last transaction holds only as long as nobody else
/// has written.
@Suite struct BudgetMemoryTests {
    @Test func whatAnotherProcessReservedCounts() throws {
        let book = try Book()
        try book.ledger.set(.money("3"), at: .start)
        #expect(try book.reserve("1") != nil)
        _ = try book.another().reserve(book.proposal("1"), at: .start)
        #expect(try book.reserve("2") == nil)
        #expect(try book.reserve("1") != nil)
        #expect(try book.holding(of: "all").reserved == .dollars("3"))
    }

    @Test func aBudgetThatAnotherProcessChangedHolds() throws {
        let book = try Book()
        let other = try book.another()
        try book.ledger.set(.money("3"), at: .start)
        #expect(try book.reserve("1") != nil)
        try other.set(.money("1"), at: .start)
        #expect(try book.reserve("1") == nil)
        try other.override(
            BudgetOverride(
                budget: "all", added: .dollars("1"), until: .at("2026-11-30T00:00:00Z"),
                reason: "a reason"), at: .start)
        #expect(try book.reserve("1") != nil)
        try other.removeBudget(named: "all", at: .start)
        #expect(try book.reserve("100") != nil)
    }

    @Test func whatWasRolledBackIsNotRemembered() throws {
        let book = try Book()
        try book.ledger.set(.money("3"), at: .start)
        #expect(try book.reserve("1") != nil)
        let proposal = book.proposal("2")
        #expect(throws: CancellationError.self) {
            try book.ledger.post(at: .start) { posting in
                try posting.post(.proposed(proposal, .reserved))
                throw CancellationError()
            }
        }
        #expect(try book.reserve("2") != nil)
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func onlyTheSameHeadRemembers() {
        let memory = BudgetMemory()
        let head = Journal.Head(seq: 7, hash: .init(repeating: 7, count: 32), date: .start)
        var contents = BudgetMemory.Contents()
        contents.definitions = [.money("1")]
        memory.keep(contents, at: head)
        #expect(memory.take(at: .empty).definitions == nil)
        memory.keep(contents, at: head)
        #expect(memory.take(at: head).definitions == [.money("1")])
        // What a transaction took is its own until it is durable.
        #expect(memory.take(at: head).definitions == nil)
    }
}
