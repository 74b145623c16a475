import Accounting
import Testing

@Suite struct SubmissionTests {
    let later = (0...9).map { Sample.now.advanced(bySeconds: $0) }

    @Test func everyStepOfALifeLeavesItsTimeAndItsFacts() throws {
        let quotedCharge = Sample.charge("1.95")
        let reserved = Sample.reserved("6.552")
        let dispatched = try #require(reserved.applying(.dispatched, at: later[1]))
        let accepted = try #require(
            dispatched.applying(
                .accepted(generationID: "-x:y/z", quotedCharge: quotedCharge), at: later[2]))
        let unpriced = try #require(
            accepted.applying(.unpriced(videoURL: "https://v"), at: later[3]))
        let settled = try #require(
            unpriced.applying(
                .settled(Sample.charge("1.638"), videoURL: nil, fault: nil), at: later[4]))

        #expect(settled.reservedAt == Sample.now)
        #expect(settled.dispatchedAt == later[1])
        #expect(settled.acceptedAt == later[2])
        #expect(settled.finishedAt == later[3])
        #expect(settled.generationID == "-x:y/z")
        #expect(settled.quotedCharge == quotedCharge)
        #expect(settled.videoURL == "https://v")
        #expect(settled.charge?.usd == "1.638")
        #expect(
            [reserved, dispatched, accepted, unpriced, settled].map(\.openReservation)
                == ["6.552", "6.552", "6.552", "6.552", "0"])
    }

    @Test func aHoldIsNoChargeAndChangesNothingElse() throws {
        let accepted = try #require(
            Sample.reserved("6.552").applying(.dispatched, at: later[1])?
                .applying(.accepted(generationID: "g", quotedCharge: nil), at: later[2]))
        let held = try #require(accepted.applying(.held(Sample.charge("1.95")), at: later[3]))
        #expect(held.quotedCharge == Sample.charge("1.95"))
        #expect(held.charge == nil)
        #expect(held.acceptedAt == later[2])
        #expect(held.openReservation == "6.552")
        #expect(Holding(held) == Holding(accepted))
    }

    @Test func aLostOneThatIsFoundForgetsItsFault() throws {
        let lost = try #require(
            Sample.reserved().applying(.dispatched, at: later[1])?
                .applying(.lost(Sample.fault), at: later[2]))
        #expect(lost.fault == Sample.fault)
        #expect(lost.finishedAt == nil)
        #expect(lost.openReservation == lost.estimate.usd)
        let found = lost.applying(.accepted(generationID: "g", quotedCharge: nil), at: later[3])
        #expect(found?.fault == nil)
    }

    @Test func aVoidedOneHoldsNothingAndKeepsItsFault() throws {
        let voided = try #require(Sample.reserved().applying(.voided(Sample.fault), at: later[1]))
        #expect(voided.openReservation == .zero)
        #expect(voided.fault == Sample.fault)
        #expect(voided.finishedAt == later[1])
        #expect(voided.charge == nil)
    }

    @Test func aChargedFailureKeepsBothChargeAndFault() throws {
        let failed = try #require(
            Sample.reserved().applying(.dispatched, at: later[1])?
                .applying(.accepted(generationID: "g", quotedCharge: nil), at: later[2])?
                .applying(
                    .settled(Sample.charge("1"), videoURL: nil, fault: Sample.fault), at: later[3]))
        #expect(failed.state == .settled)
        #expect(failed.fault == Sample.fault)
        #expect(failed.charge?.usd == "1")
    }

    @Test func anAdjustmentReplacesTheChargeAndNotTheEnd() throws {
        let voided = try #require(Sample.reserved().applying(.voided(Sample.fault), at: later[1]))
        let charged = try #require(
            voided.applying(.adjusted(Sample.charge("0.91"), reason: "late charge"), at: later[2]))
        #expect(charged.state == .voided)
        #expect(charged.charge?.usd == "0.91")
        #expect(charged.finishedAt == later[1])
        let refunded = charged.applying(
            .adjusted(Sample.charge("0"), reason: "refund"), at: later[3])
        #expect(refunded?.charge?.usd == .zero)
    }

    @Test func aRefusedOneIsFinishedAtOnce() throws {
        let refused = try #require(
            Submission(
                Sample.proposal(), event: .refused(Sample.refusal), day: Sample.day, at: later[1]))
        #expect(refused.refusal == Sample.refusal)
        #expect(refused.finishedAt == later[1])
        #expect(refused.openReservation == .zero)
    }
}
