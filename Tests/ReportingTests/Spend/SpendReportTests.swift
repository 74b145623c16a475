import Accounting
import Reporting
import TestSupport
import Testing

@Suite struct SpendReportTests {
    @Test(arguments: UInt64(0)..<200)
    func everySectionAndTheRowsAddUpToTheTotals(seed: UInt64) {
        let report = RandomReports.report(seed: seed)
        func sum(_ spends: [Spend]) -> Spend { spends.reduce(.nothing, +) }
        let sums = [
            sum(report.rows.map(\.spend)), sum(report.byMode.map(\.spend)),
            sum(report.byOrientation.map(\.spend)), sum(report.byDay.map(\.spend)),
            sum(report.byModel.map(\.spend)), sum(report.byProject.map(\.spend)),
        ]
        #expect(sums.allSatisfy { $0 == report.totals }, "seed \(seed)")
    }

    @Test func decimalDustIsSummedExactly() {
        let amounts = ["0.0005745", "3.1449605", "1.2345675", "0.0000001"]
        let rows = amounts.enumerated().map { index, amount in
            Sample.row(index + 1, .std, .video, Sample.spend(amount))
        }
        let report = Sample.report(rows)
        #expect(report.totals.usd.description == "4.3801026")
        #expect(report.byMode.map(\.spend.usd.description) == ["4.3801026"])
    }

    /// Each of these charges is less than half a credit, or more than half of one.
    @Test(arguments: [("0.0000001", 1000, 200), ("0.0000003", 3, 2), ("0.00000025", 2, 1)])
    func creditsInASumAreThoseOfTheSum(usd: String, count: Int, credits: Int64) {
        var spend = Spend()
        for _ in 0..<count { spend = spend + Sample.spend(usd) }
        #expect(Sample.report([Sample.row(1, .std, .video, spend)]).totals.credits == credits)
        // Also where every charge has a row of its own, and then the rows still add up.
        let rows = (0..<count).map {
            Sample.row(1, .std, .video, project: "p\($0)", Sample.spend(usd))
        }
        let report = Sample.report(rows)
        #expect(report.totals.credits == credits && report.byMode.map(\.spend.credits) == [credits])
        #expect(report.rows.reduce(0) { $0 + $1.spend.credits } == credits)
    }

    @Test func creditsThatWereStatedOtherwiseStayAsTheyWere() {
        var off = Sample.spend("1.2345675")
        off.credits = 2_469_136
        var contradicting = Sample.spend("1", settled: 2)
        contradicting.credits = 7
        let report = Sample.report([
            Sample.row(1, .std, .video, off), Sample.row(2, .pro, .video, contradicting),
            Sample.row(3, .pro, .video, Sample.spend("0.5")),
        ])
        #expect(report.rows.map(\.spend.credits) == [2_469_136, 7, 1_000_000])
        #expect(report.totals.credits == 3_469_143)
    }

    @Test func rowsAreSortedAndWithoutWhatIsAbsentFirst() {
        let rows = [
            Sample.row(2, nil, .video, Sample.spend("1")),
            Sample.row(2, .pro, .video, Sample.spend("2")),
            Sample.row(2, .std, nil, project: "b", Sample.spend("3")),
            Sample.row(2, .std, nil, project: nil, Sample.spend("4")),
            Sample.row(2, .std, .image, project: "z", Sample.spend("5")),
            Sample.row(1, nil, nil, Sample.spend("6")),
        ]
        let sorted = Sample.report(rows).rows.map { $0.spend.usd.description }
        #expect(sorted == ["6.00", "5.00", "3.00", "4.00", "2.00", "1.00"])
    }

    @Test func rowsWithNothingInThemAreDropped() {
        let report = Sample.report([
            Sample.row(1, .std, .video, .nothing), Sample.row(2, .std, .video, Sample.spend("1")),
        ])
        #expect(report.rows.count == 1)
        #expect(report.byDay.map(\.key.description) == ["2026-11-02"])
    }

    @Test func rowsOfOneKeyBecomeOne() {
        let row = Sample.row(1, .std, .video, Sample.spend("1.5"))
        let report = Sample.report([row, row])
        #expect(report.rows.map(\.spend.usd.description) == ["3.00"])
        #expect(report.totals.submissions == 2)
    }
}
