import Accounting
import Testing

@Suite struct HistoryRecordTests {
    @Test func anImportOfAnExportComesToTheSame() throws {
        for submission in lives {
            let record = HistoryRecord(submission)
            let copy = record.submission(id: Sample.id(99), day: submission.day)
            #expect(Spend(copy) == Spend(submission), "\(submission.state)")
            #expect(Holding(copy) == Holding(submission), "\(submission.state)")
            #expect(SpendRow.Key(copy) == SpendRow.Key(submission))
            #expect(copy.generationID == submission.generationID)
            #expect(HistoryRecord(copy).usd == record.usd)
            #expect(HistoryRecord(copy).credits == record.credits)
            #expect(HistoryRecord(copy).remark == record.remark)
            #expect(HistoryRecord(copy).seconds == record.seconds && record.seconds == 30)
            #expect(record.agrees(with: submission) && record.agrees(with: copy))
        }
        #expect(Set(lives.map(\.state)) == Set(SubmissionState.allCases))
    }

    @Test func anotherAmountDoesNotAgree() {
        let settled = HistoryRecord(
            reservedAt: Sample.now, subject: Sample.subject(), generationID: "g", usd: "1",
            credits: 2_000_000
        ).submission(id: Sample.id(), day: Sample.day)
        let other = HistoryRecord(
            reservedAt: Sample.now, subject: Sample.subject(), generationID: "g",
            usd: "1.000000001", credits: 2_000_000)
        #expect(!other.agrees(with: settled))
        let open = HistoryRecord(
            reservedAt: Sample.now, subject: Sample.subject(), generationID: "g", state: .accepted,
            usd: "1", credits: 2_000_000)
        // An older export of the same generation, from before it was settled, is no contradiction.
        #expect(open.agrees(with: settled))
    }

    @Test func anImportedChargeSaysWhereItIsFrom() {
        let record = HistoryRecord(
            reservedAt: Sample.now, subject: Sample.subject(), generationID: nil, usd: "1",
            credits: 2_000_001)
        let submission = record.submission(id: Sample.id(), day: Sample.day)
        #expect(submission.charge == Charge(usd: "1", credits: 2_000_001, source: .import))
        #expect(submission.finishedAt == Sample.now)
        #expect(submission.estimate.priceSource == .imported)
    }

    @Test func whatWasExpectedIsKeptWithTheCharge() {
        let estimate = Estimate(
            usd: "6.552", seconds: 30, secondsSource: .cap, unitPrice: "0.2184",
            pricePer: .second, priceSource: .catalogue)
        for (state, charge) in [
            (.settled, Sample.charge("1.638")), (.voided, Sample.charge("0.5")),
            (.settled, Sample.charge("6.552", provisional: true)), (.voided, nil),
            (.unpriced, nil),
        ] as [(SubmissionState, Charge?)] {
            let submission = Submission(
                proposal: Sample.proposal(estimate), day: Sample.day, reservedAt: Sample.now,
                state: state, dispatchedAt: nil, acceptedAt: nil, finishedAt: nil,
                generationID: nil, quotedCharge: nil, charge: charge, videoURL: nil, fault: nil,
                refusal: nil)
            let record = HistoryRecord(submission)
            #expect(record.estimate == "6.552")
            let copy = record.submission(id: Sample.id(99), day: Sample.day)
            #expect(Spend(copy) == Spend(submission) && Holding(copy) == Holding(submission))
            #expect(HistoryRecord(copy).estimate == record.estimate)
        }
    }

    @Test func labelsTheSourceAndAnOddChargeAreKept() {
        let proposal = Proposal(
            id: Sample.id(), subject: Sample.subject(key: "ci"),
            labels: [Label(key: "scene", value: "12")], estimate: Sample.estimate("6.552"),
            sourceID: "row 7")
        // Two numbers of the provider that contradict each other are in the accounts all the same.
        let odd = Charge(usd: "1", credits: 7, source: .body, remark: "they disagree")
        let silent = Charge(usd: "1", credits: 7, source: .import)
        for (charge, remark) in [
            (odd, "they disagree"), (silent, "$1.00 and 7 credits contradict each other"),
        ] {
            let submission = Submission(
                proposal: proposal, day: Sample.day, reservedAt: Sample.now, state: .settled,
                dispatchedAt: nil, acceptedAt: nil, finishedAt: nil, generationID: nil,
                quotedCharge: nil,
                charge: charge, videoURL: nil, fault: nil, refusal: nil)
            let record = HistoryRecord(submission)
            #expect(record.remark == remark)
            let copy = record.submission(id: Sample.id(9), day: Sample.day)
            #expect(copy.proposal.labels == proposal.labels)
            #expect(copy.proposal.sourceID == "row 7" && copy.subject.key == "ci")
            #expect(copy.charge?.credits == 7 && copy.charge?.remark == remark)
        }
    }

    @Test func onlyWhatHasANameCanBeToldFromEveryOther() {
        func record(
            id: SubmissionID? = nil, generation: String? = nil, source: String? = nil
        ) -> HistoryRecord {
            HistoryRecord(
                id: id, reservedAt: Sample.now, subject: Sample.subject(),
                generationID: generation, usd: "1", credits: 2_000_000, sourceID: source)
        }
        #expect(!record().isNamed)
        #expect(record(id: Sample.id()).isNamed && record(generation: "g").isNamed)
        #expect(record(source: "s").isNamed)
    }

    @Test(
        arguments: [
            ("1", 2_000_000, true), ("1", 2_000_001, true), ("1", 1_999_999, true),
            ("1", 2_000_002, false), ("1", 7, false), ("0", 1, true), ("0", 1_000_000, false),
            ("0.5", 0, false), ("0.0000001", 0, true), ("0", 0, true),
        ] as [(USD, Int64, Bool)])
    func dollarsAndCreditsCheckEachOtherWithinOneCredit(usd: USD, credits: Int64, agree: Bool) {
        #expect((HistoryRecord.contradiction(usd, credits: credits) == nil) == agree)
    }

    @Test func aSubmissionIsNamedForWhoWasNotThere() {
        let id = Sample.id()
        let one = Sample.proposal(subject: Sample.subject(project: "spring", key: "ci"))
        #expect(one.phrase == "submission \(id) (project spring, pro, video, key ci)")
        let other = Sample.proposal(
            subject: Subject(model: "minimax/hailuo", mode: nil, orientation: nil))
        #expect(other.phrase == "submission \(id) (minimax/hailuo)")
        #expect(
            Sample.proposal(subject: Sample.subject()).phrase == "submission \(id) (pro, video)")
    }

    @Test func everyEntryHasItsKind() {
        let id = Sample.id()
        let entries: [Entry] = [
            .opened(timeZone: "UTC", salt: ""), .proposed(Sample.proposal(), .reserved),
            .happened(id, .lost(Sample.fault)), .imported(HistoryRecord(Sample.reserved()), id),
            .overrun(id, by: "1"), .budgetRemoved(name: "b"),
        ]
        #expect(
            entries.map(\.kind) == [
                .opened, .reserved, .lost, .imported, .overrun, .budgetRemoved,
            ])
        #expect(entries.map(\.submissionID) == [nil, id, id, id, id, nil])
    }

    @Test func theStoredNamesOfEntriesStayAsTheyAre() {
        #expect(
            EntryKind.allCases.map(\.rawValue) == [
                "opened", "refused", "reserved", "dispatched", "accepted", "hold", "unknown",
                "settled", "voided", "unpriced", "adjusted", "imported", "refiled", "overrun",
                "budget_set", "budget_removed", "budget_overridden", "budget_muted", "price_set",
                "price_unset", "price_forgotten", "prices_listed", "aliases_listed", "key_created",
                "key_revoked", "alert", "month_closed",
            ])
    }

    /// One submission of every state, and the odd ones: provisional, charged late, charged nothing.
    private var lives: [Submission] {
        let reserved = Sample.reserved()
        let accepted = after(reserved, .dispatched, .accepted(generationID: "g", quotedCharge: nil))
        let settled = after(
            accepted, .settled(Sample.charge("1.638"), videoURL: "https://v", fault: nil))
        let voided = after(accepted, .voided(Sample.fault))
        return [
            Submission(
                Sample.proposal(), event: .refused(Sample.refusal), day: Sample.day, at: Sample.now)!,
            reserved, after(reserved, .dispatched),
            after(reserved, .dispatched, .lost(Sample.fault)),
            accepted, after(accepted, .unpriced(videoURL: nil)), settled, voided,
            after(
                accepted,
                .settled(Sample.charge("6.552", provisional: true), videoURL: nil, fault: nil)),
            after(settled, .adjusted(Sample.charge("0"), reason: "refund")),
            after(voided, .adjusted(Sample.charge("0.5"), reason: "late")),
            after(voided, .adjusted(Sample.charge("0"), reason: "none")),
        ]
    }

    private func after(_ submission: Submission, _ events: SubmissionEvent...) -> Submission {
        events.reduce(submission) { $0.applying($1, at: Sample.now)! }
    }
}
