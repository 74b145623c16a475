import Accounting
import Foundation
import Testing

/// Which clock is believed.
struct ClockWitnessesTests {
    private static let now = Instant("2026-11-21T09:30:00Z")!
    private static let calendar = LedgerCalendar(zone: TimeZone(identifier: "UTC")!)

    @Test(
        arguments: [
            (nil, nil, false), (0, nil, false), (-3600, nil, false), (600, nil, false),
            (601, nil, true), (86_400, nil, true),
            // The provider's is the better witness.
            // Its second is cut, and so counts for the clock.
            (86_400, 0, false), (86_400, 301, false), (0, 302, true), (0, -301, true),
            (nil, 86_400, true), (nil, -86_400, true), (nil, -300, false),
        ] as [(Int?, Int?, Bool)])
    func aClockIsDoubted(newest: Int?, ahead: Int?, isDoubted: Bool) {
        let time = RecordingTime(
            now: Self.now, newest: newest.map { Self.now.advanced(bySeconds: $0) })
        var witnesses = ClockWitnesses(time.entryAhead(in: Self.calendar))
        if let ahead { witnesses.take(reading(ahead)) }
        #expect((witnesses.doubt != nil) == isDoubted)
        #expect(witnesses.isConfirmed == (ahead != nil && !isDoubted))
        #expect(witnesses.doubt?.description.contains("set") != false)
    }

    @Test func theWidestDifferenceCounts() {
        var witnesses = ClockWitnesses()
        for ahead in [0, 401, -10] { witnesses.take(reading(ahead)) }
        #expect(witnesses.doubt == .provider(secondsAhead: 400))
        for ahead in [-500, 0] { witnesses.take(reading(ahead)) }
        #expect(witnesses.doubt == .provider(secondsAhead: -500))
    }

    @Test(
        arguments: [
            (nil, 0, false), (-5, 0, false), (5, 5, false), (600, 600, false), (601, 601, true),
        ]
            as [(Int?, Int, Bool)])
    func nothingIsDatedBeforeTheNewestEntry(newest: Int?, dated: Int, isAhead: Bool) {
        let time = RecordingTime(
            now: Self.now, newest: newest.map { Self.now.advanced(bySeconds: $0) })
        #expect(time.instant == Self.now.advanced(bySeconds: dated))
        #expect((time.entryAhead(in: Self.calendar) != nil) == isAhead)
    }

    @Test func bothTimesAreThoseOfTheLedgersZone() {
        let time = RecordingTime(now: Self.now, newest: Self.now.advanced(bySeconds: 86_400))
        let berlin = LedgerCalendar(zone: TimeZone(identifier: "Europe/Berlin")!)
        #expect(
            time.entryAhead(in: berlin)?.description
                == "the ledger's newest entry is from 22 Nov 2026, 10:30:00, and this machine's"
                + " clock says 21 Nov 2026, 10:30:00 (Europe/Berlin)")
    }

    private func reading(_ ahead: Int) -> ClockReading {
        ClockReading(
            theirs: Self.now.advanced(bySeconds: -ahead), sentAt: Self.now, receivedAt: Self.now)
    }
}
