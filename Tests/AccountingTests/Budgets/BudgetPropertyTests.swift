import Accounting
import TestSupport
import Testing

/// What holds after any sequence of submissions and events.
@Suite struct BudgetPropertyTests {
    @Test func neverANanoOverTheLimitAndNeverARefusalThatWasNotDue() async {
        await run("budgets") { book, random in
            let subject = randomSubject(using: &random)
            let cost = USD(nanos: Int64.random(in: 1...2_000_000_000, using: &random))
            let before = book.standings
            let (proposal, refusal) = book.submit(subject, cost)
            let blocking = before.filter {
                $0.budget.enforcement == .block && $0.budget.scope.matches(subject)
            }
            // Stated afresh, without the code under test.
            let inTheWay = blocking.filter { standing in
                switch standing.window.limit {
                case .usd(let limit):
                    standing.holding.spent + standing.holding.reserved + cost > limit
                case .submissions(let limit):
                    standing.holding.posted + standing.holding.open + 1 > limit
                }
            }
            #expect(refusal?.obstacles.map(\.budget) ?? [] == inTheWay.map(\.budget.name))
            #expect((refusal == nil) == inTheWay.isEmpty)
            return proposal.id
        } afterEach: { book in
            for standing in book.standings where standing.budget.enforcement == .block {
                guard let limit = standing.limit else { continue }
                let allowed = limit + book.allowance[standing.budget.name, default: .zero]
                #expect(standing.holding.spent + standing.holding.reserved <= allowed)
            }
        }
    }

    @Test func windowsAreTheSumOfTheirSubmissions() async {
        await run("windows") { book, random in
            let cost = USD(nanos: Int64.random(in: 1...2_000_000_000, using: &random))
            return book.submit(randomSubject(using: &random), cost).0.id
        } afterEach: { book in
            for standing in book.standings {
                #expect(book.recomputed(standing) == standing.holding)
                #expect(standing.holding.reserved >= .zero && standing.holding.open >= 0)
            }
        } atEnd: { book in
            for id in book.submissions.keys {
                _ = book.happen(.voided(Sample.fault), to: id)
            }
            for standing in book.standings {
                #expect(standing.holding.reserved == .zero && standing.holding.open == 0)
                #expect(book.recomputed(standing) == standing.holding)
            }
            let spend = book.submissions.values.map(Spend.init).reduce(.nothing, +)
            #expect(spend.open == 0 && spend.unpriced == 0 && spend.reserved == .zero)
            #expect(spend.submissions + spend.refused == book.submissions.count)
        }
    }

    /// Forty books of a hundred and fifty steps: a step submits, or lets something happen.
    private func run(
        _ name: String, submit: (inout StorelessLedger, inout SplitMix64) -> SubmissionID,
        afterEach: (StorelessLedger) -> Void, atEnd: (inout StorelessLedger) -> Void = { _ in }
    ) async {
        let seed = UInt64.random(in: .min ... .max)
        print("\(name): seed \(seed)")
        var random = SplitMix64(seed: seed)
        for _ in 0..<40 {
            await Task.yield()
            var book = StorelessLedger(
                randomStandings(using: &random).map { standing in
                    Sample.standing(
                        standing.budget.name, limit: standing.window.limit,
                        scope: standing.budget.scope, enforcement: standing.budget.enforcement)
                })
            var ids: [SubmissionID] = []
            for _ in 0..<150 {
                if ids.isEmpty || Int.random(in: 0..<3, using: &random) == 0 {
                    ids.append(submit(&book, &random))
                } else {
                    let id = ids.randomElement(using: &random)!
                    let cost = book.submissions[id]!.estimate.usd
                    _ = book.happen(randomEvent(upTo: cost, using: &random), to: id)
                }
                afterEach(book)
            }
            atEnd(&book)
        }
    }

    /// Charges are mostly within the reservation; one in eight is an overrun.
    private func randomEvent(upTo cost: USD, using random: inout SplitMix64) -> SubmissionEvent {
        let isOverrun = Int.random(in: 0..<8, using: &random) == 0
        let charged = Int64.random(in: 0...cost.nanos * (isOverrun ? 3 : 1), using: &random)
        let charge = Sample.charge(USD(nanos: charged))
        let events: [SubmissionEvent] = [
            .dispatched, .dispatched, .accepted(generationID: "g", quotedCharge: nil),
            .lost(Sample.fault),
            .held(charge),
            .settled(charge, videoURL: nil, fault: nil), .voided(Sample.fault),
            .unpriced(videoURL: nil), .adjusted(charge, reason: "refund"),
        ]
        return events.randomElement(using: &random)!
    }

    private func randomSubject(using random: inout SplitMix64) -> Subject {
        Sample.subject(
            mode: Mode.allCases.randomElement(using: &random),
            orientation: Orientation.allCases.randomElement(using: &random))
    }
}
