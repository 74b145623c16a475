import Accounting
import Reporting
import Testing

@Suite struct ChartScaleTests {
    @Test(arguments: [
        ("0", ["0.002", "0.004", "0.006", "0.008", "0.01"]),
        ("27.4456", ["10.00", "20.00", "30.00"]),
        ("4.9", ["1.00", "2.00", "3.00", "4.00", "5.00"]), ("5.01", ["2.00", "4.00", "6.00"]),
        ("11", ["2.50", "5.00", "7.50", "10.00", "12.50"]),
        (
            "100000000",
            ["20000000.00", "40000000.00", "60000000.00", "80000000.00", "100000000.00"]
        ),
    ])
    func theStepsAreEasyToReadAndReachTheLargest(largest: String, ticks: [String]) {
        let scale = ChartScale(reaching: Sample.usd(largest))
        #expect(scale.ticks.map(\.description) == ticks)
        #expect(scale.top >= Sample.usd(largest) && scale.top == scale.ticks.last)
    }

    @Test func aHeightIsItsShareOfTheTop() {
        let scale = ChartScale(reaching: Sample.usd("30"))
        let heights = ["0", "-5", "15", "30", "31", "10"].map {
            scale.height(of: Sample.usd($0), in: 1000)
        }
        #expect(heights == [0, 0, 500, 1000, 1000, 333])
    }
}
