import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// Many writers at once, each with a value of its own on the same file, as processes have it.
@Suite(.serialized) struct ContentionTests {
    private static let isSoak = ProcessInfo.processInfo.environment["BURSAR_SOAK"] == "1"
    private static let total = isSoak ? 100_000 : 10_000
    private static let writers = 64

    @Test func noLimitBreaksAndNoRefusalIsUndue() async throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("seed of the writers: \(seed)")
        let fixture = try TestLedger()
        var random = SplitMix64(seed: seed)
        for budget in ContentionTests.budgets(&random) {
            try await fixture.ledger.set(budget, at: .start)
        }
        try await fixture.ledger.override(
            BudgetOverride(
                budget: "b0", added: .dollars("7.77"), until: .distantFuture, reason: "r"),
            at: .start)
        let ledgers = try (0..<ContentionTests.writers).map { _ in try fixture.another() }
        let reader = Task { [ledger = fixture.ledger] in
            while !Task.isCancelled {
                try await ContentionTests.requireSums(ledger)
                // A sum over all rows, again and again, is not to be the load.
                try? await Task.sleep(for: .seconds(2))
            }
        }
        let results = await inTasks(ContentionTests.writers) { index in
            var random = SplitMix64(seed: seed &+ UInt64(index) &* 977)
            for _ in 0..<(ContentionTests.total / ContentionTests.writers + 1) {
                try await ContentionTests.live(ledgers[index], fixture, &random)
            }
        }
        reader.cancel()
        try await reader.value
        for result in results { try result.get() }
        let audit = try Audit(of: fixture.ledger)
        print("\(audit.reserved) reserved, \(audit.refused) refused")
        #expect(audit.findings == [])
        #expect(audit.reserved + audit.refused >= ContentionTests.total)
        #expect(audit.refused > 0)
        #expect(
            try fixture.ledger.standings(at: .start).allSatisfy { $0.holding.reserved == .zero })
        #expect(try await fixture.ledger.verify().problems == [])
    }

    private static func budgets(_ random: inout SplitMix64) -> [Budget] {
        let scopes = [
            .everything, Scope(mode: .std), Scope(mode: .pro, orientation: .image),
            Scope(project: "p1"), Scope(mode: .std, project: "p2"), Scope(key: "k1"),
        ]
        return scopes.enumerated().map { index, scope in
            // Some bind early, some late, some never; the first one does in the end.
            let dollars = Int64(total) * Int64.random(in: 1...40, using: &random) / 40
            let limit: BudgetLimit =
                index % 3 == 2
                ? .submissions(Int(dollars / 4) + 1)
                : .usd(USD(nanos: dollars * 300_000_000 + 123_456_789))
            let unit = PeriodUnit.allCases.randomElement(using: &random)!
            return Budget(
                name: "b\(index)", scope: scope, unit: index == 0 ? .total : unit, limit: limit)
        }
    }

    /// One submission, to its end.
    private static func live(_ ledger: Ledger, _ fixture: TestLedger, _ random: inout SplitMix64)
        async throws
    {
        let nanos = Int64.random(in: 1...2_000_000_000, using: &random)
        let proposal = Proposal(
            id: fixture.ids.id(at: .start),
            subject: Subject(
                model: "model", mode: Mode.allCases.randomElement(using: &random)!,
                orientation: Orientation.allCases.randomElement(using: &random)!,
                project: [nil, "p1", "p2"].randomElement(using: &random)!,
                key: [nil, "k1"].randomElement(using: &random)!),
            estimate: Estimate(
                usd: USD(nanos: nanos), seconds: nil, secondsSource: nil, unitPrice: nil,
                pricePer: nil, priceSource: .maxCost))
        guard case .reserved = try await reserve(proposal, in: ledger, &random) else { return }
        let later = try now(ledger, &random)
        if Int.random(in: 0..<3, using: &random) == 0 {
            _ = try await ledger.record(.failed, of: proposal.id, at: later)
            return
        }
        _ = try await ledger.record(.lost, of: proposal.id, at: later)
        // One in twenty costs more than was set aside.
        let isOver = Int.random(in: 0..<20, using: &random) == 0
        let charge = isOver ? nanos + 1_000_000 : Int64.random(in: 0...nanos, using: &random)
        _ = try await ledger.record(
            .settled(
                Charge(usd: USD(nanos: charge), source: .transactions), videoURL: nil, fault: nil),
            of: proposal.id, at: later)
    }

    private static func reserve(
        _ proposal: Proposal, in ledger: Ledger, _ random: inout SplitMix64
    ) async throws -> ReservationOutcome {
        while true {
            do {
                return try await ledger.reserve(proposal, at: now(ledger, &random))
            } catch let error as LedgerError where error.kind == .clockBehind {
                // Others have gone on for more than ten minutes of their time.
            }
        }
    }

    /// A clock near that of the others, which together go on: often behind what was written last.
    private static func now(_ ledger: Ledger, _ random: inout SplitMix64) throws -> Instant {
        try (ledger.newestEntry() ?? .start)
            .advanced(bySeconds: Int.random(in: -300...60, using: &random))
    }

    /// In one snapshot: a window is the sum of its rows.
    private static func requireSums(_ ledger: Ledger) async throws {
        try await ledger.file.readAside { database in
            let budgets = Budgets(database: database)
            for budget in try budgets.all() {
                for window in try budgets.windows.stored(of: budget) {
                    let counted = try budgets.holding(of: budget.scope, in: window.period)
                    #expect(counted == window.holding)
                }
            }
        }
    }
}
