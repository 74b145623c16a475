import Accounting
import Foundation
import LedgerStore
import Testing

@Suite struct OverrideTests {
    @Test func aRemovedBudgetStandsInNobodysWay() throws {
        let fixture = try TestLedger()
        try fixture.ledger.set(.money("1"), at: .start)
        try fixture.ledger.override(
            BudgetOverride(
                budget: "all", added: .dollars("1"), until: .at("2027-01-01T00:00:00Z"),
                reason: "launch"), at: .start)
        try fixture.ledger.removeBudget(named: "all", at: .start)
        #expect(try fixture.reserve("100") != nil)
        try fixture.ledger.set(.money("1"), at: .start)
        #expect(try fixture.standing(of: "all").limit == .dollars("1"))
        let error = #expect(throws: LedgerError.self) {
            try fixture.ledger.removeBudget(named: "none", at: .start)
        }
        #expect(error?.description == "there is no budget 'none'")
        #expect(error?.advice == .listBudgets)
        #expect(try fixture.ledger.verify().problems == [])
    }

    @Test func anOverrideAddsUntilItsDate() throws {
        let fixture = try TestLedger()
        try fixture.ledger.set(.money("1", .total), at: .start)
        let until = Instant.start.advanced(bySeconds: 3600)
        try fixture.ledger.override(
            BudgetOverride(budget: "all", added: .dollars("2"), until: until, reason: "r"),
            at: .start)
        #expect(try fixture.standing(of: "all").limit == .dollars("3"))
        #expect(try fixture.standing(of: "all", at: until).limit == .dollars("1"))
        #expect(try fixture.reserve("3") != nil)
        #expect(try fixture.reserve("3", at: until) == nil)
    }

    @Test(arguments: [
        ("count", "1", 3600), ("all", "1", 0), ("all", "0", 3600), ("all", "-5", 3600),
    ])
    func anOverrideThatMakesNoSenseIsRefused(name: String, usd: String, seconds: Int) throws {
        let fixture = try TestLedger()
        try fixture.ledger.set(.money("1"), at: .start)
        try fixture.ledger.set(.count(1), at: .start)
        let change = BudgetOverride(
            budget: name, added: .dollars(usd), until: .start.advanced(bySeconds: seconds),
            reason: "r")
        let error = #expect(throws: LedgerError.self) {
            try fixture.ledger.override(change, at: .start)
        }
        #expect(error?.kind == .invalid)
    }

    @Test func overridesCannotAddUpToWhatCannotBeSummed() throws {
        let fixture = try TestLedger()
        try fixture.ledger.set(.money("1"), at: .start)
        let change = BudgetOverride(
            budget: "all", added: .largestReadable, until: .distantFuture, reason: "r")
        let error = #expect(throws: LedgerError.self) {
            for _ in 0..<100 { try fixture.ledger.override(change, at: .start) }
        }
        #expect(error?.kind == .invalid)
        #expect(try fixture.reserve("1") != nil)
    }
}
