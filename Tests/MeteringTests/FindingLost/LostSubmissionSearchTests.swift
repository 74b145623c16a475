import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// Submissions whose answer was lost, looked for in the provider's books.
@Suite struct LostSubmissionSearchTests {
    private let books = FakeBooks()

    private func lost(_ fixture: TestMeter, _ number: Int = 1) async throws -> Submission {
        fixture.provider.willAnswer(.unknown(Fault(name: "timeout", message: "no answer")))
        return try await fixture.submit(number).submission
    }

    private func sync(_ fixture: TestMeter, afterHours hours: Int = 0) async throws -> SyncSummary {
        fixture.clock.advance(by: .seconds(hours * 3600 + 1))
        return try await fixture.meter.sync(
            over: fixture.provider, books: books, observe: fixture.log.observe)
    }

    @Test func whatTheLogHasIsAcceptedAndFollowedToItsCharge() async throws {
        let fixture = try TestMeter()
        let submission = try await lost(fixture)
        books.set { $0.rows = [.of(submission, cost: "1.5288")] }
        fixture.provider.polls(of: "found", bring: .answer(.completed("found")))
        let summary = try await sync(fixture)
        #expect(summary.found == 1 && summary.unknown == 0)
        let end = try fixture.now(submission.id)
        #expect(end.state == .settled && end.generationID == "found")
        #expect(end.charge == Charge(usd: "1.5288", source: .logs))
        #expect(end.videoURL != nil)
        #expect(fixture.provider.posts.count == 1)
    }

    @Test func whatStillRunsGoesOnRunning() async throws {
        let fixture = try TestMeter()
        let submission = try await lost(fixture)
        books.set { $0.rows = [.of(submission, as: .other("processing"))] }
        #expect(try await sync(fixture).stillRunning == 1)
        #expect(try fixture.now(submission.id).state == .accepted)
    }

    @Test func aFailureAtNoCostReleasesTheMoney() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("10"))
        let submission = try await lost(fixture)
        books.set { $0.rows = [.of(submission, as: .failed, cost: .zero)] }
        _ = try await sync(fixture)
        #expect(try fixture.now(submission.id).state == .voided)
        #expect(try fixture.holding() == .nothing)
    }

    @Test func aFailureThatCostIsPosted() async throws {
        let fixture = try TestMeter()
        let submission = try await lost(fixture)
        books.set { $0.rows = [.of(submission, as: .failed, cost: "0.5")] }
        _ = try await sync(fixture)
        let end = try fixture.now(submission.id)
        #expect(end.state == .settled && end.charge?.usd == "0.5" && end.fault != nil)
    }

    @Test func absenceMeansNothingForADayAndThenOnlyTwice() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("10"))
        let submission = try await lost(fixture)
        for hours in [0, 2, 20, 1] {
            #expect(try await sync(fixture, afterHours: hours).unknown == 1, "\(hours)")
        }
        // 24 hours and some seconds later; the readings before were an hour apart.
        let summary = try await sync(fixture, afterHours: 1)
        #expect(summary.absent == 1 && summary.unknown == 0)
        let end = try fixture.now(submission.id)
        #expect(end.state == .voided && end.fault?.name == "not_in_books")
        #expect(try fixture.holding() == .nothing)
    }

    /// Seconds that our clock is ahead of the provider's, and whether it is believed.
    @Test(arguments: [
        (0, true), (200, true), (-200, true), (301, false), (90_000, false), (-400, false),
    ])
    func nothingIsReleasedWhileTheClocksContradict(ahead: Int, isBelieved: Bool) async throws {
        let fixture = try TestMeter()
        let submission = try await lost(fixture)
        for hours in [25, 2] {
            fixture.clock.advance(by: .seconds(hours * 3600))
            books.set { $0.date = fixture.clock.now.advanced(bySeconds: -ahead) }
            let summary = try await sync(fixture)
            #expect(summary.absent == (hours == 2 && isBelieved ? 1 : 0))
            #expect((summary.clockDoubt == nil) == isBelieved)
        }
        #expect(try fixture.now(submission.id).state == (isBelieved ? .voided : .unknown))
        // Set right, it begins anew: what was read by a wrong clock counts for nothing.
        guard !isBelieved else { return }
        // Nor has it dated an alert, which would be the newest entry until that time comes.
        #expect(try fixture.ledger.alerts(limit: 9).isEmpty)
        books.set { $0.date = nil }
        #expect(try await sync(fixture).absent == 0)
        #expect(try await sync(fixture, afterHours: 2).absent == 1)
    }

    @Test(arguments: [86_400, -86_400])
    func aWrongClockConcludesNothingFromWhatFailed(ahead: Int) async throws {
        let fixture = try TestMeter()
        let submission = try await lost(fixture)
        books.set {
            $0.rows = [.of(submission, as: .failed, cost: .zero)]
            $0.date = fixture.clock.now.advanced(bySeconds: -ahead)
        }
        let summary = try await sync(fixture)
        #expect(summary.bookFailure?.name == "clock" && summary.clockDoubt != nil)
        #expect(try fixture.now(submission.id).state == .unknown)
        // What runs or is done the provider says itself.
        books.set { $0.rows = [.of(submission)] }
        #expect(try await sync(fixture).found == 1)
    }

    @Test func oneReadingAfterADayIsNotEnough() async throws {
        let fixture = try TestMeter()
        _ = try await lost(fixture)
        #expect(try await sync(fixture, afterHours: 30).unknown == 1)
        #expect(try await sync(fixture).unknown == 1, "the same look again")
        #expect(try await sync(fixture, afterHours: 1).absent == 1)
    }

    @Test func aReadingThatIsNotCompleteConcludesNothing() async throws {
        let fixture = try TestMeter()
        _ = try await lost(fixture)
        let fault = Fault(name: "http_500", message: "the provider answered 500")
        for hours in [30, 2, 2] {
            books.set { $0.failures = Array(repeating: fault, count: 4) }
            let summary = try await sync(fixture, afterHours: hours)
            #expect(summary.unknown == 1 && summary.bookFailure == fault)
        }
        books.set { $0.unreadable = ["a log row without a time was left out"] }
        #expect(try await sync(fixture, afterHours: 2).bookFailure?.name == "unreadable_rows")
        books.set { $0.unreadable = [] }
        #expect(try await sync(fixture, afterHours: 2).unknown == 1)
        #expect(try await sync(fixture, afterHours: 2).absent == 1)
    }

    /// What a submission may be that is in no row of its own: then it is not released.
    enum Riddle: String, CaseIterable {
        case logRow, lateRow, rowWithoutCost, billLine, namelessBillLine, otherNameOfTheModel
        case freeRowAndBillLine
        /// Another client's generation has an id that only looks the same.
        case billLineBesideOneThatLooksLikeIt
    }

    @Test(arguments: Riddle.allCases)
    func aGenerationThatNobodyClaimsKeepsIt(riddle: Riddle) async throws {
        let fixture = try TestMeter()
        let submission = try await lost(fixture)
        let at = submission.reservedAt.advanced(bySeconds: riddle == .lateRow ? 900 : 30)
        let model = submission.subject.model
        func row(_ cost: USD?, _ model: Name) -> LogRow {
            LogRow(
                created: at, status: .succeeded, origin: "api", model: model,
                cost: cost.map { Charge(usd: $0, source: .logs) }, inferenceID: "stranger")
        }
        books.set { state in
            switch riddle {
            case .logRow, .lateRow: state.rows = [row("1", model)]
            case .rowWithoutCost: state.rows = [row(nil, model)]
            case .otherNameOfTheModel: state.rows = [row("1", "klingai/another-name-of-it")]
            case .billLine: state.lines = [.charge("stranger", "1", at: at)]
            case .namelessBillLine:
                state.lines = [
                    BillLine(
                        createdAt: at, direction: .charge, kind: .modelUsage, amount: "1",
                        model: model)
                ]
            case .freeRowAndBillLine:
                state.rows = [row(.zero, model)]
                state.lines = [.charge("stranger", "1", at: at)]
            case .billLineBesideOneThatLooksLikeIt:
                state.rows = [
                    LogRow(
                        created: at, status: .succeeded, origin: "api", model: model,
                        inferenceID: "caf\u{E9}", clientRequestID: "another client")
                ]
                state.lines = [.charge("cafe\u{301}", "1", at: at)]
            }
        }
        for _ in 0..<3 { #expect(try await sync(fixture, afterHours: 20).absent == 0) }
        #expect(try fixture.now(submission.id).state == .unknown)
        #expect(fixture.log.failures.contains("unclaimed_generation"))
    }

    @Test(arguments: ["another client", "playground", "a submission of ours", "another vendor"])
    func aGenerationThatSomebodyClaimsIsNoRiddle(claim: String) async throws {
        let fixture = try TestMeter()
        let submission = try await lost(fixture)
        let at = submission.reservedAt.advanced(bySeconds: 30)
        books.set { state in
            state.rows = [
                LogRow(
                    created: at, status: .succeeded,
                    origin: claim == "playground" ? "playground" : "api",
                    model: claim == "another vendor" ? "openai/x" : submission.subject.model,
                    inferenceID: "theirs",
                    clientRequestID: claim == "another client" ? "theirs" : nil)
            ]
            if claim != "another vendor" { state.lines = [.charge("theirs", "1", at: at)] }
        }
        if claim == "a submission of ours" {
            let other = try await lost(fixture, 2)
            _ = try await fixture.ledger.record(
                .accepted(generationID: "theirs", quotedCharge: nil), of: other.id,
                at: fixture.clock.now)
        }
        #expect(try await sync(fixture, afterHours: 25).absent == 0)
        #expect(try await sync(fixture, afterHours: 2).absent == 1)
        #expect(try fixture.now(submission.id).state == .voided)
    }

    @Test func ofSeveralRowsTheOneCountsThatSaysMost() async throws {
        let fixture = try TestMeter()
        let submission = try await lost(fixture)
        books.set { state in
            state.rows = [
                LogRow(
                    created: submission.reservedAt.advanced(bySeconds: 60), status: .succeeded,
                    cost: Charge(usd: .zero, source: .logs), inferenceID: "found"),
                .of(submission, as: .other("processing"), generation: "found"),
                .of(submission, as: .failed, generation: "refused", cost: .zero),
            ]
        }
        #expect(try await sync(fixture).stillRunning == 1)
        #expect(try fixture.now(submission.id).generationID == "found")
    }

    @Test func aFailureThatTheBillChargesIsPostedAtTheBill() async throws {
        let fixture = try TestMeter()
        let submission = try await lost(fixture)
        let at = submission.reservedAt
        books.set { state in
            state.rows = [.of(submission, as: .failed, cost: .zero)]
            state.lines = [.charge("found", "1.5", at: at)]
        }
        _ = try await sync(fixture)
        let end = try fixture.now(submission.id)
        #expect(end.state == .settled && end.charge?.usd == "1.5")
    }

    @Test func aFailureEndsNothingBeforeAllOfTheLogIsRead() async throws {
        let fixture = try TestMeter()
        let submission = try await lost(fixture)
        books.set { state in
            state.rows = [.of(submission, as: .failed, cost: .zero)]
            state.unreadable = ["a log row without a time was left out"]
        }
        _ = try await sync(fixture)
        #expect(try fixture.now(submission.id).state == .unknown)
    }

    @Test func whatWasImportedBeforeItWasFoundIsNotHeldTwice() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("10"))
        let submission = try await lost(fixture)
        let record = HistoryRecord(
            reservedAt: submission.reservedAt, subject: submission.subject,
            generationID: "found", usd: "1.4", credits: 2_800_000)
        let records = Feed([record])
        _ = try await fixture.ledger.importHistory(at: fixture.clock.now) { records.next() }
        books.set { $0.rows = [.of(submission, cost: "1.4")] }
        _ = try await sync(fixture)
        let end = try fixture.now(submission.id)
        #expect(end.state == .voided && end.fault?.name == "imported")
        #expect(try fixture.holding()?.spent == "1.4")
        #expect(try fixture.holding()?.reserved == .zero)
    }

    @Test func withNothingLostNoBookIsOpened() async throws {
        let fixture = try TestMeter()
        try await fixture.ledger.cache("", as: "catalogue", at: fixture.clock.now)
        _ = try await fixture.accepted(as: "a")
        _ = try await sync(fixture)
        #expect(books.calls == 0)
    }
}
