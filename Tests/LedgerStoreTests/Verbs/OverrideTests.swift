import Accounting
import Foundation
import LedgerStore
import TestSupport
import Testing

@Suite struct OverrideTests {
    @Test func aRemovedBudgetStandsInNobodysWay() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("1"), at: .start)
        try await fixture.ledger.override(
            BudgetOverride(
                budget: "all", added: .dollars("1"), until: .at("2027-01-01T00:00:00Z"),
                reason: "launch"), at: .start)
        try await fixture.ledger.removeBudget(named: "all", at: .start)
        #expect(try await fixture.reserve("100") != nil)
        try await fixture.ledger.set(.money("1"), at: .start)
        #expect(try fixture.standing(of: "all").limit == .dollars("1"))
        let error = await #expect(throws: LedgerError.self) {
            try await fixture.ledger.removeBudget(named: "none", at: .start)
        }
        #expect(error?.description == "there is no budget 'none'")
        #expect(error?.advice == .listBudgets)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func anOverrideAddsUntilItsDate() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("1", .total), at: .start)
        let until = Instant.start.advanced(bySeconds: 3600)
        try await fixture.ledger.override(
            BudgetOverride(budget: "all", added: .dollars("2"), until: until, reason: "r"),
            at: .start)
        #expect(try fixture.standing(of: "all").limit == .dollars("3"))
        #expect(try fixture.standing(of: "all", at: until).limit == .dollars("1"))
        #expect(try await fixture.reserve("3") != nil)
        #expect(try await fixture.reserve("3", at: until) == nil)
    }

    @Test(arguments: [
        ("count", "1", 3600), ("all", "1", 0), ("all", "0", 3600), ("all", "-5", 3600),
    ])
    func anOverrideThatMakesNoSenseIsRefused(name: Name, usd: String, seconds: Int) async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("1"), at: .start)
        try await fixture.ledger.set(.count(1), at: .start)
        let change = BudgetOverride(
            budget: name, added: .dollars(usd), until: .start.advanced(bySeconds: seconds),
            reason: "r")
        let error = await #expect(throws: LedgerError.self) {
            try await fixture.ledger.override(change, at: .start)
        }
        #expect(error?.kind == .invalid)
    }

    @Test func overridesCannotAddUpToWhatCannotBeSummed() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("1"), at: .start)
        let change = BudgetOverride(
            budget: "all", added: .largestReadable, until: .distantFuture, reason: "r")
        let error = await #expect(throws: LedgerError.self) {
            for _ in 0..<100 { try await fixture.ledger.override(change, at: .start) }
        }
        #expect(error?.kind == .invalid)
        #expect(try await fixture.reserve("1") != nil)
    }
}
