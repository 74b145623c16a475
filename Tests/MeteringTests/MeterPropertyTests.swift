import Accounting
import LedgerStore
import Provider
import Synchronization
import TestSupport
import Testing

@testable import Metering

/// Hundreds of submissions against a provider of many moods; afterwards the accounts must add up.
@Suite("A meter under a provider of many moods", .timeLimit(.minutes(5)))
struct MeterPropertyTests {
    static let seeds = [1, 20_261_121, UInt64.random(in: .min ... .max)]

    @Test("Whatever the provider does, nothing is lost, doubled or written off", arguments: seeds)
    func moods(seed: UInt64) async throws {
        let provider = MoodyProvider(seed: seed)
        let fixture = try TestMeter()
        var random = SplitMix64(seed: seed)
        try await fixture.set(.usd("150"))
        try await fixture.ledger.set(
            Budget(
                name: "day", scope: Scope(mode: .pro), unit: .day, limit: .submissions(40)),
            at: fixture.clock.now)

        for number in 1...250 {
            var order = fixture.order(number % 120)
            order.maxCost = number % 7 == 0 ? "1" : nil
            do {
                _ = try await fixture.meter.submit(
                    order, over: provider, observe: fixture.log.observe)
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
            fixture.clock.advance(by: .seconds(Int.random(in: 0...900, using: &random)))
            if number % 11 == 0 {
                _ = try await fixture.meter.sync(over: provider, observe: fixture.log.observe)
            }
            if number % 5 == 0, let open = try fixture.ledger.submissions(in: .accepted).first {
                _ = try await fixture.meter.follow(
                    open.id, over: provider, until: fixture.clock.now.advanced(bySeconds: 60),
                    interval: .seconds(15), observe: fixture.log.observe)
            }
        }
        try await check(fixture, provider, seed)
    }

    private func check(_ fixture: TestMeter, _ provider: MoodyProvider, _ seed: UInt64) async throws
    {
        let context: Comment = "seed \(seed)"
        let all = try await fixture.ledger.submissions(matching: SubmissionFilter())
        #expect(all.count == 250, context)
        let states = Dictionary(grouping: all, by: \.state).mapValues(\.count)
        // The moods are such that every state has to occur, or the test tests nothing.
        for state in [SubmissionState.refused, .unknown, .settled, .voided] {
            #expect(
                states[state, default: 0] > 0, "seed \(seed): no \(state.rawValue) in \(states)")
        }
        // One POST each, and none for the refused.
        #expect(Set(provider.posts).count == provider.posts.count, context)
        #expect(Set(provider.posts) == Set(all.filter { $0.state != .refused }.map(\.id)), context)

        let counted = all.filter { $0.state != .refused }
        let holding = counted.map { Holding($0) }.reduce(.nothing, +)
        #expect(try fixture.holding() == holding, context)
        // Nothing is written off: only what the provider ended or never got is without money.
        for submission in counted where submission.state == .voided {
            #expect(provider.mayBeVoided(submission), "seed \(seed): \(submission)")
        }
        for submission in counted where submission.state == .settled {
            let isProvisional = submission.charge?.isProvisional == true
            #expect(
                isProvisional || submission.charge?.usd == provider.cost(of: submission),
                "seed \(seed): \(submission)")
        }
        // The limit holds but for what the provider took beyond its reservations.
        let overruns = counted.compactMap { submission in
            submission.charge.map { max($0.usd - submission.estimate.usd, .zero) }
        }.reduce(USD.zero, +)
        #expect(holding.spent + holding.reserved <= USD("150") + overruns, context)
        #expect(try await fixture.ledger.verify().problems == [], context)
    }
}

/// Answers at random, and knows afterwards what it did.
private final class MoodyProvider: VideoProvider {
    private struct State {
        var random: SplitMix64
        var posts: [SubmissionID] = []
        /// What each generation will cost; nil for one that fails.
        var costs: [String: USD?] = [:]
        /// The generation that was accepted first.
        var first: String?
        var unsent: Set<SubmissionID> = []
    }

    private let state: Mutex<State>
    private static let fault = Fault(name: "mood", message: "in a mood")

    init(seed: UInt64) { state = Mutex(State(random: SplitMix64(seed: seed &+ 1))) }

    var posts: [SubmissionID] { state.withLock { $0.posts } }

    func cost(of submission: Submission) -> USD? {
        state.withLock { $0.costs[submission.generationID ?? ""] ?? nil }
    }

    /// It failed, or the provider refused it.
    func mayBeVoided(_ submission: Submission) -> Bool {
        state.withLock { state in
            guard let id = submission.generationID else {
                return state.unsent.contains(submission.id)
            }
            return state.costs[id] == .some(nil)
        }
    }

    func submit(_ request: VideoRequest, as id: SubmissionID, timeout: Duration) async
        -> Answered<SubmitOutcome>
    {
        let outcome: SubmitOutcome = state.withLock { state in
            state.posts.append(id)
            let draw = Int.random(in: 0..<100, using: &state.random)
            if draw < 10 {
                state.unsent.insert(id)
                return draw < 5
                    ? .notSent(MoodyProvider.fault)
                    : .refused(status: 429, MoodyProvider.fault)
            }
            if draw < 16 { return .unknown(MoodyProvider.fault) }
            let generation = "gen-\(state.posts.count)"
            // Up to a third above the reservation.
            let cost: USD? =
                draw < 30 ? nil : USD(nanos: .random(in: 1...2_900_000_000, using: &state.random))
            state.costs[generation] = .some(cost)
            state.first = state.first ?? generation
            guard draw >= 90, let cost else { return .accepted(.queued(generation)) }
            return .accepted(.completed(generation, usage: .exactly(cost)))
        }
        return Answered(outcome)
    }

    func poll(_ id: String, timeout: Duration) async -> Answered<PollOutcome> {
        let outcome: PollOutcome = state.withLock { state in
            switch Int.random(in: 0..<100, using: &state.random) {
            case 0..<8: return .unavailable(MoodyProvider.fault, retryAfterSeconds: nil)
            case 8..<12: return .unavailable(MoodyProvider.fault, retryAfterSeconds: 7)
            case 12..<16: return .rejected(status: 404, MoodyProvider.fault)
            case 16..<18: return .rejected(status: 401, MoodyProvider.fault)
            // An answer to another question: the first generation, whose submission is in the ledger.
            case 18..<22:
                let first = state.first ?? id
                if first == id { return .answer(.queued(id)) }
                return .answer(.completed(first, usage: .usd("99")))
            case 22..<40: return .answer(.queued(id))
            case 40..<44: return .answer(Generation(id: id, status: .unrecognized("odd")))
            case 44..<50 where state.costs[id] != .some(nil): return .answer(.completed(id))
            default:
                guard let known = state.costs[id], let cost = known else {
                    return .answer(.failed(id))
                }
                return .answer(.completed(id, usage: .exactly(cost)))
            }
        }
        return Answered(outcome)
    }
}

extension Usage {
    fileprivate static func exactly(_ usd: USD) -> Usage {
        Usage(usdText: usd.description, creditsText: nil)!
    }
}
