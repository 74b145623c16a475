import Accounting
import Testing

@Suite struct SubmissionStateTests {
    static let events: [SubmissionEvent] = [
        .refused(Sample.refusal), .reserved, .dispatched,
        .accepted(generationID: "g", quotedCharge: nil), .held(Sample.charge("1")),
        .lost(Sample.fault),
        .settled(Sample.charge("1"), videoURL: nil, fault: nil), .voided(Sample.fault),
        .unpriced(videoURL: nil), .adjusted(Sample.charge("2"), reason: "refund"),
    ]

    /// The whole table: what is not in it cannot happen.
    static let table: [SubmissionState?: [EntryKind: SubmissionState]] = [
        nil: [.refused: .refused, .reserved: .reserved],
        .refused: [:],
        .reserved: [.dispatched: .dispatched, .voided: .voided],
        .dispatched: [.accepted: .accepted, .lost: .unknown, .voided: .voided],
        .unknown: [.accepted: .accepted, .settled: .settled, .voided: .voided],
        .accepted: [
            .held: .accepted, .settled: .settled, .unpriced: .unpriced, .voided: .voided,
        ],
        .unpriced: [.settled: .settled, .voided: .voided],
        .settled: [.adjusted: .settled],
        .voided: [.adjusted: .voided],
    ]

    @Test func everyPairOfStateAndEventIsDecided() {
        #expect(SubmissionStateTests.table.count == SubmissionState.allCases.count + 1)
        #expect(Set(SubmissionStateTests.events.map(\.kind)).count == 10)
        for (state, row) in SubmissionStateTests.table {
            for event in SubmissionStateTests.events {
                #expect(
                    SubmissionState.next(from: state, on: event) == row[event.kind],
                    "\(state?.rawValue ?? "nothing") on \(event.kind.rawValue)")
            }
        }
    }

    @Test func moneyIsHeldUntilTheChargeIsKnownOrExcluded() {
        let holding = SubmissionState.allCases.filter(\.holdsMoney)
        #expect(holding == [.reserved, .dispatched, .unknown, .accepted, .unpriced])
        #expect(SubmissionState.allCases.filter(\.isOpen) == holding.dropLast())
    }

    @Test func aFinishedSubmissionNeverOpensAgain() {
        for state in SubmissionState.allCases where !state.holdsMoney {
            for event in SubmissionStateTests.events {
                let next = SubmissionState.next(from: state, on: event)
                #expect(next == nil || next == state)
            }
        }
    }

    @Test func applyingFollowsTheTableAndNothingElse() throws {
        for state in SubmissionState.allCases {
            let submission = stored(state)
            for event in SubmissionStateTests.events {
                let next = SubmissionStateTests.table[state]?[event.kind]
                #expect(submission.applying(event, at: Sample.now)?.state == next)
            }
        }
    }

    @Test func onlyARefusalOrAReservationBeginsALife() {
        for event in SubmissionStateTests.events {
            let first = Submission(Sample.proposal(), event: event, day: Sample.day, at: Sample.now)
            #expect(first?.state == SubmissionStateTests.table[nil]?[event.kind])
        }
    }

    private func stored(_ state: SubmissionState) -> Submission {
        Submission(
            proposal: Sample.proposal(), day: Sample.day, reservedAt: Sample.now, state: state,
            dispatchedAt: nil, acceptedAt: nil, finishedAt: nil, generationID: nil,
            quotedCharge: nil,
            charge: nil, videoURL: nil, fault: nil, refusal: nil)
    }

    @Test func whatIsOpenHoldsMoneyAndSoDoesWhatHasNoPriceYet() {
        #expect(SubmissionState.open == [.reserved, .dispatched, .unknown, .accepted])
        #expect(
            SubmissionState.holdingMoney
                == [.reserved, .dispatched, .unknown, .accepted, .unpriced])
    }
}
