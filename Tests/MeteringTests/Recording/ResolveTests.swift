import Accounting
import LedgerStore
import Provider
import Testing

@testable import Metering

@Suite("Ending a submission by a person's word")
struct ResolveTests {
    static let fault = Fault(name: "timeout", message: "no answer")

    struct Row: Sendable, CustomTestStringConvertible {
        let outcome: SubmitOutcome
        let resolution: Resolution
        let state: SubmissionState
        let spent: USD
        let testDescription: String

        init(
            _ name: String, _ outcome: SubmitOutcome, _ resolution: Resolution,
            _ state: SubmissionState, spent: USD
        ) {
            testDescription = name
            self.outcome = outcome
            self.resolution = resolution
            self.state = state
            self.spent = spent
        }
    }

    static let settled = SubmitOutcome.accepted(.completed("g", usage: .usd("1.5")))
    static let rows: [Row] = [
        Row("unknown, charged", .unknown(fault), .charged("2"), .settled, spent: "2"),
        Row("unknown, not charged", .unknown(fault), .notCharged, .voided, spent: "0"),
        Row("accepted, charged", .accepted(.queued("g")), .charged("2"), .settled, spent: "2"),
        Row("accepted, not charged", .accepted(.queued("g")), .notCharged, .voided, spent: "0"),
        Row("unpriced, charged", .accepted(.completed("g")), .charged("2"), .settled, spent: "2"),
        Row("unpriced, free", .accepted(.completed("g")), .notCharged, .voided, spent: "0"),
        Row("settled, dearer", settled, .charged("2"), .settled, spent: "2"),
        Row("settled, not charged", settled, .notCharged, .settled, spent: "0"),
        Row("voided, charged late", .accepted(.failed("g")), .charged("2"), .voided, spent: "2"),
        Row("voided, not charged", .accepted(.failed("g")), .notCharged, .voided, spent: "0"),
    ]

    @Test("A person's word ends or corrects it", arguments: rows)
    func resolve(_ row: Row) async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        fixture.provider.willAnswer(row.outcome)
        let id = try await fixture.submit().submission.id
        let resolved = try await fixture.meter.resolve(
            id, as: row.resolution, reason: "invoice 12", observe: fixture.log.observe)
        #expect(resolved.state == row.state)
        #expect(try fixture.now(id) == resolved)
        let holding = try #require(try fixture.holding())
        #expect(holding.spent == row.spent)
        #expect(holding.reserved == .zero)
        if row.spent > .zero { #expect(resolved.charge?.source == .operator) }
        #expect(try await fixture.ledger.verify().problems == [])
        // What comes later of the provider changes nothing any more.
        fixture.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("9"))))
        _ = try await fixture.sync()
        #expect(try fixture.holding()?.spent == row.spent)
    }

    @Test func aLostAnswerIsNoFailureOfAGenerationThatWasCharged() async throws {
        let fixture = try TestMeter()
        fixture.provider.willAnswer(.unknown(ResolveTests.fault))
        let id = try await fixture.submit().submission.id
        let resolved = try await fixture.meter.resolve(
            id, as: .charged("2"), reason: "invoice 12", observe: fixture.log.observe)
        #expect(resolved.fault == nil)
        #expect(resolved.charge?.remark == "invoice 12")
    }

    @Test func aRefusedOneCannotBeResolved() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("1"))
        let id = try await fixture.submit().submission.id
        await #expect(throws: LedgerError.self) {
            try await fixture.meter.resolve(
                id, as: .charged("1"), reason: "r", observe: fixture.log.observe)
        }
        #expect(try fixture.holding()?.spent == .zero)
    }

    @Test func oneThatIsAboutToBeSentCannotBeResolved() async throws {
        let fixture = try TestMeter()
        let (meter, log) = (fixture.meter, fixture.log)
        fixture.provider.willAnswer { id in
            do {
                _ = try await meter.resolve(id, as: .notCharged, reason: "r", observe: log.observe)
                return .accepted(.queued("resolved"))
            } catch let error as LedgerError where error.kind == .invalid {
                return .accepted(.queued("refused to"))
            } catch {
                return .accepted(.queued("\(error)"))
            }
        }
        #expect(try await fixture.submit().submission.generationID == "refused to")
    }

    @Test func nothingIsResolvedThatDoesNotExist() async throws {
        let fixture = try TestMeter()
        await #expect(throws: LedgerError.self) {
            try await fixture.meter.resolve(
                .random(at: TestMeter.start), as: .notCharged, reason: "r",
                observe: fixture.log.observe)
        }
    }
}
