import Accounting
import TestSupport
import Testing

@Suite struct SubmissionIDTests {
    @Test func hasTheFormOfAUUIDOfVersionSeven() {
        let id = SubmissionID(
            at: Instant(microseconds: 0x0123_4567_89AB * 1000 + 999),
            random: (high: 0xFFFF_FFFF_FFFF_FABC, low: 0xFFFF_FFFF_FFFF_FFFF))
        #expect(id.description == "01234567-89ab-7abc-bfff-ffffffffffff")
        let plain = SubmissionID(at: Instant(seconds: 0), random: (high: 0, low: 0))
        #expect(plain.description == "00000000-0000-7000-8000-000000000000")
    }

    @Test func versionAndVariantAreRightForAnyBits() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<500 {
            let instant = Instant(microseconds: Int64.random(in: 0..<1 << 50, using: &random))
            let id = SubmissionID(at: instant, random: (random.next(), random.next()))
            let text = Array(id.description)
            #expect(text.count == 36 && text[14] == "7" && "89ab".contains(text[19]))
            #expect(SubmissionID(id.description) == id)
        }
    }

    @Test func idsSortByTheMillisecondTheyWereMadeIn() {
        var random = SplitMix64(seed: 8)
        var last = SubmissionID(at: Instant(seconds: -5), random: (.max, .max))
        for step in 1...500 {
            let instant = Instant(microseconds: 1_795_253_400_000_000 + Int64(step) * 1000)
            let id = SubmissionID(at: instant, random: (random.next(), random.next()))
            #expect(last < id)
            last = id
        }
    }

    @Test(arguments: [
        ("019AA5A1-4C00-7ABC-8DEF-0123456789AB", "019aa5a1-4c00-7abc-8def-0123456789ab"),
        ("019aa5a1-4c00-7abc-8def-0123456789ab", "019aa5a1-4c00-7abc-8def-0123456789ab"),
    ])
    func readsEitherCase(text: String, printed: String) {
        #expect(SubmissionID(text)?.description == printed)
    }

    @Test(arguments: [
        "", "019aa5a14c007abc8def0123456789ab", "019aa5a1-4c00-7abc-8def-0123456789a",
        "019aa5a1-4c00-7abc-8def-0123456789abc", "019aa5a1-4c00-7abc-8def-0123456789ag",
        "{019aa5a1-4c00-7abc-8def-0123456789ab}", " 019aa5a1-4c00-7abc-8def-0123456789ab",
        "019aa5a1-4c00-7abc-8def-0123456789ab-", "019aa5a1--4c00-7abc-8def-0123456789ab",
        "０19aa5a1-4c00-7abc-8def-0123456789ab", "NVOeetazzu2Xlca6ghTMx",
    ])
    func refusesEverythingElse(text: String) {
        #expect(SubmissionID(text) == nil)
    }
}
