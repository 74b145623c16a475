import Accounting
import TestSupport
import Testing

@Suite struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00.000001Z", 1),
        ("1970-01-01T00:00:00.0000019Z", 1),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("2026-11-21T09:30:00.125Z", 1_795_253_400_125_000),
        ("2026-11-21T09:30:00.1Z", 1_795_253_400_100_000),
        ("2026-11-21t09:30:00z", 1_795_253_400_000_000),
        ("2026-11-21 09:30:00Z", 1_795_253_400_000_000),
        ("2026-11-21T10:30:00+01:00", 1_795_253_400_000_000),
        ("2026-11-21T00:00:00-09:30", 1_795_253_400_000_000),
        ("2026-11-21T09:30:00-00:00", 1_795_253_400_000_000),
        ("2026-11-21T09:30:00.123456789123456789Z", 1_795_253_400_123_456),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
        ("2024-02-29T00:00:00Z", 1_709_164_800_000_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
        ("9999-12-31T23:59:59Z", 253_402_300_799_000_000),
    ])
    func readsRFC3339(text: String, microseconds: Int64) {
        #expect(Instant(text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T09:30Z", "2026-11-21T09:30:00", "2026-11-21T09:30:00.Z",
        "2026-11-21T09:30:00,5Z", "2026-11-21T24:00:00Z", "2026-11-21T09:60:00Z",
        "2026-11-21T09:30:61Z", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "2026-11-21T09:30:00+0100", "2026-11-21T09:30:00+01", "2026-11-21T09:30:00+24:00",
        "2026-11-21T09:30:00+01:60", "2026-11-21T09:30:00ZZ", "2026-11-21T09:30:00Z ",
        " 2026-11-21T09:30:00Z", "2026-11-21X09:30:00Z", "2026-11-21T9:30:00Z0", "20261121T093000Z",
        "2026-11-21T09-30-00Z", "2026/11/21T09:30:00Z", "2026-11-21T09:30:0٣Z",
        "2026-11-21T-9:30:00Z", "2026-11-21T+9:30:00Z", "0000-01-01T00:00:00Z",
        "2026-11-21T09:30:00.1.2Z", "1795253400",
    ])
    func refusesEverythingElse(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"),
        (999, "1970-01-01T00:00:00.000Z"),
        (1_000, "1970-01-01T00:00:00.001Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (-1_000_000, "1969-12-31T23:59:59.000Z"),
        (-1_000_001, "1969-12-31T23:59:58.999Z"),
        (-86_400_000_000, "1969-12-31T00:00:00.000Z"),
        (-86_400_000_001, "1969-12-30T23:59:59.999Z"),
        (1_795_253_400_125_999, "2026-11-21T09:30:00.125Z"),
        (Instant.distantPast.microseconds, "0001-01-01T00:00:00.000Z"),
    ])
    func printsUTCWithMillisecondsRoundedTowardsThePast(microseconds: Int64, text: String) {
        #expect(Instant(microseconds: microseconds).description == text)
    }

    @Test func aPrintedInstantIsReadBackToTheMillisecond() {
        let seed = UInt64.random(in: .min ... .max)
        print("Instant round trip: seed \(seed)")
        var random = SplitMix64(seed: seed)
        let range = Instant.distantPast.microseconds..<Instant.distantFuture.microseconds
        for _ in 0..<2000 {
            let instant = Instant(microseconds: Int64.random(in: range, using: &random))
            let read = Instant(instant.description)
            let lost = read.map { instant.microseconds - $0.microseconds } ?? -1
            #expect((0..<1000).contains(lost), "\(instant.microseconds), seed \(seed)")
            #expect(read?.description == instant.description, "seed \(seed)")
        }
    }

    @Test func secondsRoundTowardsThePast() {
        #expect(Instant(microseconds: -1).seconds == -1)
        #expect(Instant(microseconds: 999_999).seconds == 0)
        let later = Instant(microseconds: 1_500_000)
        #expect(later.seconds(since: Instant(seconds: 0)) == 1)
        #expect(Instant(seconds: 0).seconds(since: later) == -2)
        #expect(later.advanced(bySeconds: -2) == Instant(microseconds: -500_000))
    }
}
