import Accounting
import Testing

@testable import Reporting

@Suite struct BudgetBarTests {
    /// Ten columns, thresholds at 50, 80 and 100 %, and what is spent and reserved of $10.
    @Test(arguments: [
        ("0", "0", "░░░░│░░│░░"), ("1", "2", "█▒▒░│░░│░░"), ("4.99", "0", "████│░░│░░"),
        ("5", "0", "█████░░│░░"), ("3", "2", "███▒▒░░│░░"), ("7.99", "0", "███████│░░"),
        ("8", "0", "████████░░"), ("0", "8.5", "▒▒▒▒▒▒▒▒░░"), ("10", "0", "██████████"),
        ("25", "3", "██████████"), ("0.01", "0.01", "█▒░░│░░│░░"),
    ])
    func aMarkStandsWhereTheNextThresholdsAre(spent: String, reserved: String, bar: String) {
        #expect(drawn(spent, reserved, alertAt: [50, 80, 100]) == bar)
    }

    @Test(arguments: [
        ([], "░░░░░░░░░░"), ([1], "│░░░░░░░░░"), ([99], "░░░░░░░░░│"), ([100, 150], "░░░░░░░░░░"),
        ([41, 49], "░░░░│░░░░░"), ([10, 20], "││░░░░░░░░"),
    ])
    func whatLiesAtTheEndOrBeyondHasNoMark(alertAt: [Int], bar: String) {
        #expect(drawn("0", "0", alertAt: alertAt) == bar)
    }

    /// Seven columns do not end where half of the limit does.
    @Test(arguments: [("4.99", "███│░│░"), ("5", "███░░│░"), ("7.99", "█████│░"), ("8", "█████░░")])
    func aThresholdThatIsReachedHasNoMark(spent: String, bar: String) {
        let standing = Sample.standing(
            limit: .usd(Sample.usd("10")), spent: spent, reserved: "0")
        #expect(BudgetBar(standing: standing, columns: 7).plain == bar)
    }

    @Test func aLimitOfSubmissionsHasMarksToo() {
        let standing = Sample.standing(limit: .submissions(10), posted: 1, open: 1)
        #expect(BudgetBar(standing: standing, columns: 10).plain == "█▒░░│░░│░░")
    }

    @Test func coloursChangeNothingElse() {
        let bar = BudgetBar(standing: Sample.standing(), columns: 20)
        #expect(bar.painted(TextStyle()) == bar.plain)
        let painted = bar.painted(TextStyle(usesColor: true))
        #expect(painted.contains("\u{1B}[33m▒\u{1B}[0m\u{1B}[2m░\u{1B}[0m│"))
        #expect(painted.replacing(/\u{1B}\[\d*m/, with: "") == bar.plain)
    }

    private func drawn(_ spent: String, _ reserved: String, alertAt: [Int]) -> String {
        let standing = Sample.standing(
            limit: .usd(Sample.usd("10")), spent: spent, reserved: reserved, alertAt: alertAt)
        return BudgetBar(standing: standing, columns: 10).plain
    }
}
