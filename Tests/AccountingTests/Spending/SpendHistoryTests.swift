import Accounting
import Testing

/// What a forecast looks back on.
@Suite struct SpendHistoryTests {
    @Test func daysAreSumsOfRowsWithinWhatCouldBeTrue() {
        let day = Sample.day
        let sums: [([USD], USD)] = [
            (["1", "2.50"], "3.50"), (["5", "-2"], "3"), (["-2", "1"], "0"),
            ([.largestReadable, .largestReadable], .largestReadable),
            (Array(repeating: USD(nanos: .max), count: 3), .largestReadable),
        ]
        for (charges, sum) in sums {
            #expect(SpendHistory(charges.map { Sample.row(day, $0) })[day] == sum)
        }
        #expect(SpendHistory([Sample.row(day, "0", refused: true)]).firstDay == nil)
    }

    @Test func whatWasLongAgoIsForgottenAndIdleDaysAreNot() throws {
        let old = Array(repeating: USD(nanos: 99_000_000_000), count: 40)
        let history = Sample.history(old + Array(repeating: "10", count: 56))
        #expect(Sample.forecast(history)?.projected == "95")
        let idle = SpendHistory(
            [Sample.row(Sample.day.advanced(by: -1), "10")], since: Sample.day.advanced(by: -10))
        #expect(Sample.forecast(idle)?.projected == "9.50")
    }
}
