import Accounting
import Foundation
import LedgerStore
import Synchronization
import TestSupport

/// A ledger in a folder of its own, with ids that count up and a clock that stands where it is put.
final class TestLedger: Sendable {
    let folder: TemporaryFolder
    let ledger: Ledger
    let ids: Counter

    /// - Parameter opened: when it is made: nothing is recorded before.
    init(timeZone: String = "Europe/Berlin", at opened: Instant = .start) throws {
        folder = try TemporaryFolder()
        ids = Counter()
        ledger = try Ledger(
            path: folder.path("ledger.sqlite"), timeZone: timeZone, salt: "salt", at: opened,
            makeID: { [ids] in ids.id(at: $0) })
    }

    var path: String { ledger.path }

    /// Another value on the same file, as another process has it.
    func another() throws -> Ledger {
        try Ledger(path: path, at: .start, makeID: { [ids] in ids.id(at: $0) })
    }

    func proposal(
        _ usd: String, at instant: Instant = .start, mode: Mode? = .std,
        orientation: Orientation? = .image, project: Name? = nil, key: Name? = nil,
        digest: String? = nil
    ) -> Proposal {
        Proposal(
            id: ids.id(at: instant),
            subject: Subject(
                model: "model", mode: mode, orientation: orientation, project: project, key: key),
            estimate: Estimate(
                usd: .dollars(usd), seconds: nil, secondsSource: nil, unitPrice: .dollars(usd),
                pricePer: .video, priceSource: .user),
            fingerprint: digest.map {
                Fingerprint(digest: $0, promptBytes: 1, imageBytes: 2, videoBytes: 3)
            })
    }

    /// Reserves and dispatches. Nil when it was refused.
    func reserve(
        _ usd: String, at instant: Instant = .start, mode: Mode? = .std, project: Name? = nil
    ) async throws -> Submission? {
        let proposal = proposal(usd, at: instant, mode: mode, project: project)
        guard case .reserved(let submission, _) = try await ledger.reserve(proposal, at: instant)
        else {
            return nil
        }
        return submission
    }

    /// One that the provider has.
    func accepted(_ usd: String, at instant: Instant = .start, mode: Mode? = .std) async throws
        -> SubmissionID
    {
        guard let id = try await reserve(usd, at: instant, mode: mode)?.id else { throw Refused() }
        _ = try await ledger.record(
            .accepted(generationID: "gen-\(id)", quotedCharge: nil), of: id, at: instant)
        return id
    }

    @discardableResult
    func settle(_ id: SubmissionID, _ usd: String, at instant: Instant = .start) async throws
        -> Recorded?
    {
        try await ledger.record(.charged(usd), of: id, at: instant)
    }

    func holding(of budget: Name, at instant: Instant = .start) throws -> Holding {
        try standing(of: budget, at: instant).holding
    }

    func standing(of budget: Name, at instant: Instant = .start) throws -> BudgetStanding {
        guard
            let found = try ledger.standings(at: instant).first(where: { $0.budget.name == budget })
        else { throw Refused() }
        return found
    }

    /// What happened, as the journal names it, in order.
    func kinds() throws -> [String] {
        try Shell(path).rows("SELECT kind FROM entry ORDER BY seq")
    }
}

struct Refused: Error {}

/// Numbers that only count up, from any thread.
final class Counter: Sendable {
    private let value = Atomic<UInt64>(0)

    func next() -> UInt64 { value.add(1, ordering: .relaxed).newValue }

    func id(at instant: Instant) -> SubmissionID { SubmissionID(at: instant, random: (0, next())) }
}

extension GatewayToken {
    /// The same one for the same seed.
    static func seeded(_ seed: UInt64) -> GatewayToken {
        var random = SplitMix64(seed: seed)
        return GatewayToken(using: &random)
    }
}

extension Instant {
    /// A Saturday morning.
    static let start = Instant("2026-11-21T09:00:00Z")!

    static func at(_ text: String) -> Instant { Instant(text)! }
}

extension USD {
    static func dollars(_ text: String) -> USD { try! USD(parsing: text, rounding: .exact) }
}

extension SubmissionEvent {
    static func charged(_ usd: String, source: ChargeSource = .body) -> SubmissionEvent {
        .settled(Charge(usd: .dollars(usd), source: source), videoURL: nil, fault: nil)
    }

    static let failed = SubmissionEvent.voided(Fault(name: "failed", message: "it failed"))
    static let lost = SubmissionEvent.lost(Fault(name: "timeout", message: "no answer"))
}

extension Budget {
    static func money(
        _ usd: String, _ unit: PeriodUnit = .month, name: Name = "all",
        scope: Scope = .everything, enforcement: Enforcement = .block, alertAt: [Int] = []
    ) -> Budget {
        Budget(
            name: name, scope: scope, unit: unit, limit: .usd(.dollars(usd)),
            enforcement: enforcement, alertAt: alertAt)
    }

    static func count(_ count: Int, _ unit: PeriodUnit = .month, name: Name = "count") -> Budget {
        Budget(
            name: name, scope: .everything, unit: unit, limit: .submissions(count), alertAt: [])
    }
}

extension Refusal {
    static func reason(_ outcome: ReservationOutcome) -> Reason? {
        if case .refused(let submission, _) = outcome { submission.refusal?.reason } else { nil }
    }
}
