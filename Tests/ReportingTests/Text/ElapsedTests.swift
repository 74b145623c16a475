import Reporting
import Testing

@Suite struct ElapsedTests {
    @Test(
        arguments: [
            (-5, "0 s", "0 s ago"), (0, "0 s", "0 s ago"), (59, "59 s", "59 s ago"),
            (60, "1 min 0 s", "1 min ago"), (3599, "59 min 59 s", "59 min ago"),
            (3600, "1 h 0 min", "1 h ago"), (86_399, "23 h 59 min", "23 h ago"),
            (86_400, "1 d 0 h", "1 d ago"), (1_500_000, "17 d 8 h", "17 d ago"),
        ] as [(Int64, String, String)])
    func timesHaveTwoUnitsAndAgesOne(seconds: Int64, text: String, ago: String) {
        #expect(Elapsed.text(seconds: seconds) == text)
        #expect(Elapsed.ago(seconds: seconds) == ago)
    }
}
