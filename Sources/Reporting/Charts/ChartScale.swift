package import Accounting

/// A scale from zero up, with steps that are easy to read: 1, 2, 2.5 or 5 and zeros.
package struct ChartScale {
    /// The value at the top.
    package let top: USD
    /// Above zero, the lowest first; the last one is the top.
    package let ticks: [USD]

    private static let mostTicks: Int64 = 5

    /// - Parameter largest: what has to fit; the scale reaches a cent where there is nothing.
    package init(reaching largest: USD) {
        let largest = max(largest.nanos, USD.nanosPerDollar / 100)
        let step = ChartScale.step(largest)
        let count = (largest + step - 1) / step
        ticks = (1...count).map { USD(nanos: $0 * step) }
        top = USD(nanos: count * step)
    }

    /// How far up a value is on a scale of so many units, rounded to the nearest.
    package func height(of value: USD, in units: Int) -> Int {
        let scaled = Int128(max(value, .zero).nanos) * Int128(units) * 2 + Int128(top.nanos)
        return min(units, Int(scaled / (Int128(top.nanos) * 2)))
    }

    /// The smallest that needs no more than so many steps.
    private static func step(_ largest: Int64) -> Int64 {
        var unit: Int64 = 1_000_000
        while true {
            for factor: Int64 in [10, 20, 25, 50] where unit * factor / 10 * mostTicks >= largest {
                return unit * factor / 10
            }
            unit *= 10
        }
    }
}
