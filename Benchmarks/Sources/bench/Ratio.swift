/// One ratio of one run, with what it is made of.
struct Ratio {
    let name: String
    /// What was measured, as `268 µs against 210 µs`.
    let detail: String
    let value: Double
    let limit: Double

    var isWithinLimit: Bool { value <= limit }

    var text: String {
        let ratio = String(Int((value * 100).rounded()))
        let padded = String(repeating: "0", count: max(0, 3 - ratio.count)) + ratio
        let shown = "\(padded.dropLast(2)).\(padded.suffix(2))"
        return "\(isWithinLimit ? "ok  " : "OVER")  \(shown)  (limit \(limit))  \(name): \(detail)"
    }
}

extension [Double] {
    var median: Double {
        let ordered = sorted()
        let middle = ordered.count / 2
        if ordered.count % 2 == 1 { return ordered[middle] }
        return (ordered[middle - 1] + ordered[middle]) / 2
    }
}

/// Runs `body` and returns how many microseconds it took.
func microseconds(_ body: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(body).inMicroseconds
}

func microseconds(_ body: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await body()
    return start.duration(to: clock.now).inMicroseconds
}

extension Duration {
    fileprivate var inMicroseconds: Double {
        Double(components.seconds) * 1_000_000 + Double(components.attoseconds) / 1_000_000_000_000
    }
}

struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
