import Accounting
import Testing

/// The provider's words.
@Suite struct BookWordTests {
    @Test(
        arguments: [
            ("PAYMENT", .payment), ("BONUS", .bonus), ("REFUND", .refund),
            ("ADJUSTMENT", .adjustment), ("MODEL_USAGE", .modelUsage),
            ("CREDITS_EXPIRED", .creditsExpired), ("INIT", .initial),
            ("CASHBACK", .other("CASHBACK")), ("Gift card", .other("Gift card")),
        ] as [(String, BillLine.Kind)])
    func aKindOfALineIsRead(word: String, kind: BillLine.Kind) {
        #expect(BillLine.Kind(word: word) == kind)
    }

    @Test func caseMakesNoDifferenceToAKnownWord() {
        #expect(BillLine.Kind(word: "model_usage") == .modelUsage)
        #expect(BillLine.Direction(word: "Charge") == .charge)
        #expect(LogRow.Status(word: "SUCCEEDED") == .succeeded)
        for word in ["completed", "success", "Done"] {
            #expect(LogRow.Status(word: word) == .succeeded)
        }
        for word in ["error", "Fail"] { #expect(LogRow.Status(word: word) == .failed) }
        #expect(LogRow.Status(word: "timed_out") == .other("timed_out"))
    }

    @Test(arguments: [("CHARGE", .charge), ("TOPUP", .topUp)] as [(String, BillLine.Direction)])
    func aDirectionIsRead(word: String, direction: BillLine.Direction) {
        #expect(BillLine.Direction(word: word) == direction)
    }

    @Test(arguments: ["", "TOP_UP", "HOLD", "CHARGE "])
    func anUnknownDirectionHasNoSignAndIsNone(word: String) {
        #expect(BillLine.Direction(word: word) == nil)
    }

    @Test(
        arguments: [
            ("succeeded", .succeeded), ("failed", .failed), ("running", .other("running")),
        ] as [(String, LogRow.Status)])
    func aStatusOfARowReadsAndPrintsBack(word: String, status: LogRow.Status) {
        #expect(LogRow.Status(word: word) == status)
        #expect(status.word == word)
    }
}
