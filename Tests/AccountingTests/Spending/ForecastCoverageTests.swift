import Accounting
import TestSupport
import Testing

/// Forecasts of 200 accounts whose future is known, at five moments of a month each.
@Suite struct ForecastCoverageTests {
    typealias Family = SyntheticHistory.Family

    static let seed: UInt64 = 20_261_121
    /// Measured once, and waited for without holding a thread.
    static let measured = Task { await measure(seed: seed) }
    /// How often the truth lies within the bounds, at least.
    static let percentWithinBounds = 80

    /// What came of the forecasts of one family. Shares are in thousandths.
    struct Score {
        var within: [Bool] = []
        /// How far the projection was from the truth, as a share of the truth.
        var errors: [Int64] = []
        /// How far the bounds are apart, as a share of the projection.
        var widths: [Int64] = []

        var coverage: Int { within.count { $0 } * 1000 / within.count }
        var error: Int64 { errors.sorted()[errors.count / 2] }
        var width: Int64 { widths.sorted()[widths.count / 2] }
    }

    @Test func theTruthLiesWithinTheBoundsAsOftenAsStated() async {
        print("forecasts: seed \(Self.seed)")
        for family in Family.allCases { print(await Self.row(family)) }
        let within = await Self.measured.value.values.flatMap(\.within)
        #expect(within.count == 1000)
        #expect(within.count { $0 } * 100 >= within.count * Self.percentWithinBounds)
    }

    @Test(arguments: Family.allCases)
    func noFamilyFallsFarBelowThat(family: Family) async throws {
        let coverage = try #require(await Self.measured.value[family]).coverage
        #expect(coverage >= (Self.percentWithinBounds - 5) * 10)
    }

    @Test(
        arguments: [
            (.steady, 90, 550), (.weekdays, 100, 650), (.bursts, 210, 1000), (.growth, 250, 750),
            (.new, 220, 1500),
        ] as [(Family, Int64, Int64)])
    func projectionsAreNearAndBoundsAreNotTooWide(family: Family, error: Int64, width: Int64)
        async throws
    {
        let score = try #require(await Self.measured.value[family])
        #expect(score.error <= error)
        #expect(score.width <= width)
    }

    @Test(arguments: Family.allCases)
    func theDocumentSaysWhatWasMeasured(family: Family) async throws {
        #expect(try await Repository.lines("docs/forecast.md").contains(Self.row(family)))
    }

    /// A row of the table in `docs/forecast.md`: how often the truth lay within the bounds, the
    /// median error and the median width.
    static func row(_ family: Family) async -> String {
        let score = await measured.value[family]!
        return "| \(family.rawValue) | \(percent(Int64(score.coverage))) | \(percent(score.error)) "
            + "| \(percent(score.width)) |"
    }

    private static func percent(_ thousandths: Int64) -> String {
        "\(thousandths / 10).\(thousandths % 10) %"
    }

    static func measure(seed: UInt64) async -> [Family: Score] {
        var random = SplitMix64(seed: seed)
        var scores: [Family: Score] = [:]
        for family in Family.allCases {
            var score = Score()
            for _ in 0..<40 {
                await Task.yield()
                let history = SyntheticHistory(family, using: &random)
                let truth = history.truth()
                for day in history.moments {
                    let hour = Int.random(in: 0..<24, using: &random)
                    guard let forecast = history.forecast(on: day, hour: hour) else { continue }
                    let (low, high) = (forecast.low.nanos, forecast.high.nanos)
                    let projected = forecast.projected.nanos
                    score.within.append(low <= truth && truth <= high)
                    score.errors.append(abs(projected - truth) * 1000 / max(1, truth))
                    score.widths.append((high - low) * 1000 / max(1, projected))
                }
            }
            scores[family] = score
        }
        return scores
    }
}
