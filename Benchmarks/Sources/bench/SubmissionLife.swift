import Accounting
import LedgerStore

/// The life of one submission in three durable commits: reserved and dispatched, accepted, settled.
struct SubmissionLife: Sendable {
    private let proposal: Proposal
    private let number: Int
    private let ledger: Ledger
    private let instant: Instant

    init(_ number: Int, of ledger: Ledger, at instant: Instant) {
        self.number = number
        self.ledger = ledger
        self.instant = instant
        proposal = Proposal(
            id: SubmissionID.random(at: instant),
            subject: Subject(
                model: MotionControl.defaultModel, mode: .pro, orientation: .image,
                project: "spring"),
            estimate: Estimate(
                usd: USD(nanos: 2_184_000_000), seconds: 10, secondsSource: .cap,
                unitPrice: USD(nanos: 218_400_000), pricePer: .second, priceSource: .builtin),
            fingerprint: Fingerprint(
                digest: ledger.fingerprint(of: Array("request \(number)".utf8)), promptBytes: 0,
                imageBytes: 100_000, videoBytes: 2_000_000))
    }

    var id: SubmissionID { proposal.id }

    /// What is timed of it, in order.
    var steps: [@Sendable () async throws -> Void] {
        let accepted = SubmissionEvent.accepted(
            generationID: "generation-\(id)", quotedCharge: nil)
        let settled = SubmissionEvent.settled(
            Charge(usd: USD(nanos: 1_528_800_000), source: .body),
            videoURL: "https://cdn.aimlapi.com/\(number).mp4", fault: nil)
        return [
            {
                guard case .reserved = try await ledger.reserve(proposal, at: instant) else {
                    throw BenchmarkError("the guard refused submission \(number)")
                }
            },
            { try await record(accepted) },
            { try await record(settled) },
        ]
    }

    func run() async throws { for step in steps { try await step() } }

    private func record(_ event: SubmissionEvent) async throws {
        guard try await ledger.record(event, of: id, at: instant) != nil else {
            throw BenchmarkError("\(event.kind.rawValue) came too late")
        }
    }

    /// Two budgets that count all of them, and never bind.
    static func setBudgets(of ledger: Ledger, at instant: Instant) async throws {
        for (name, mode) in [("all", nil), ("pro", Mode.pro)] as [(Name, Mode?)] {
            var budget = BudgetChange()
            budget.mode = mode.map { .only($0) } ?? .any
            budget.unit = .month
            budget.limit = .usd(USD(nanos: 1_000_000_000_000_000))
            _ = try await ledger.set(budget, budget: name, at: instant)
        }
    }
}
