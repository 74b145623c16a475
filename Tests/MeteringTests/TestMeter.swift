import Accounting
import LedgerStore
import Provider
import Synchronization
import TestSupport

@testable import Metering

/// A meter over a ledger file of its own, a scripted provider and a clock that obeys.
struct TestMeter {
    static let start = Instant("2026-11-21T09:30:00Z")!
    /// What `order()` reserves: ten seconds of pro.
    static let reservation: USD = "2.184"

    let folder: TemporaryFolder
    let ledger: Ledger
    let clock: ManualClock
    let provider: FakeProvider
    let meter: Meter
    let log = ObservationLog()

    /// - Parameters:
    ///   - path: where the ledger is; nil for a folder of its own.
    ///   - whileSleeping: runs during every sleep.
    init(
        provider: FakeProvider = FakeProvider(), at start: Instant = TestMeter.start,
        ledger path: String? = nil, whileSleeping: @escaping @Sendable () -> Void = {}
    ) throws {
        folder = try TemporaryFolder()
        let clock = ManualClock(start)
        self.clock = clock
        self.provider = provider
        ledger = try Ledger(path: path ?? folder.path("ledger.sqlite"), at: start)
        let wall = WallClock(now: { clock.now }) {
            whileSleeping()
            try await clock.sleep($0)
        }
        meter = Meter(ledger: ledger, clock: wall, jitter: { 0.5 })
    }

    /// Ten seconds of pro; every `number` is another request.
    func order(_ number: Int = 1) -> Order {
        var order = Order(
            request: VideoRequest(
                model: MotionControl.defaultModel, imageURL: "https://example.com/\(number).png",
                videoURL: "https://example.com/dance.mp4", orientation: .image, keepsAudio: true,
                mode: .pro))
        order.isModeExplicit = true
        order.statedMilliseconds = 10_000
        return order
    }

    func submit(_ number: Int = 1) async throws -> SubmitResult {
        try await meter.submit(order(number), over: provider, observe: log.observe)
    }

    /// Submits, and lets the provider accept it under the id.
    func accepted(as generationID: String, _ number: Int = 1, quotedCharge: Usage? = nil)
        async throws
        -> Submission
    {
        provider.willAnswer(.accepted(.queued(generationID, usage: quotedCharge)))
        return try await submit(number).submission
    }

    func follow(_ id: SubmissionID, forSeconds seconds: Int = 1000) async throws -> FollowResult {
        try await meter.follow(
            id, over: provider, until: clock.now.advanced(bySeconds: seconds),
            interval: .seconds(15), observe: log.observe)
    }

    func sync() async throws -> SyncSummary {
        try await meter.sync(over: provider, observe: log.observe)
    }

    func now(_ id: SubmissionID) throws -> Submission {
        guard let submission = try ledger.submission(id) else {
            throw LedgerError(.notFound, "\(id)")
        }
        return submission
    }

    func set(_ limit: BudgetLimit, named name: Name = "all") async throws {
        try await ledger.set(
            Budget(name: name, scope: .everything, unit: .total, limit: limit), at: clock.now)
    }

    /// Where the budget stands that counts everything.
    func holding(named name: Name = "all") throws -> Holding? {
        try ledger.standings(at: clock.now).first { $0.budget.name == name }?.window.holding
    }
}

extension WallClock {
    init(_ clock: ManualClock) { self.init(now: { clock.now }, sleep: clock.sleep) }
}

/// What a meter told while it worked. Several tasks may tell at once.
final class ObservationLog: Sendable {
    private let observations = Mutex<[Observation]>([])

    @Sendable func observe(_ observation: Observation) {
        observations.withLock { $0.append(observation) }
    }

    private var all: [Observation] { observations.withLock { $0 } }

    /// The states that a submission was seen to enter, in order.
    func states(of id: SubmissionID) -> [SubmissionState] {
        all.compactMap {
            if case .changed(let submission) = $0, submission.id == id {
                submission.state
            } else {
                nil
            }
        }
    }

    /// The words that the provider used for running ones, in order.
    var statuses: [String] {
        all.compactMap { if case .running(_, let status, _) = $0 { status } else { nil } }
    }

    var unknownStatuses: [String] {
        all.compactMap { if case .running(_, let status, false) = $0 { status } else { nil } }
    }

    /// The names of the faults that polls brought, in order.
    var failures: [String] {
        all.compactMap { if case .failed(_, let fault) = $0 { fault.name } else { nil } }
    }

    var alerts: [Alert.Event] {
        all.compactMap { if case .alerted(let alert) = $0 { alert.event } else { nil } }
    }
}

/// Tests write amounts as they are read: `let limit: USD = "25.50"`.
extension USD: ExpressibleByUnicodeScalarLiteral {}
extension USD: ExpressibleByExtendedGraphemeClusterLiteral {}
extension USD: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) {
        try! self.init(parsing: text, rounding: .exact)
    }
}
