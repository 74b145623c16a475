import Accounting
import LosslessJSON
import Testing

@testable import Sandbox

struct DemoMonthTests {
    @Test(arguments: [(1, 2026, 10), (1, 2026, 2), (7, 2027, 5), (99, 2024, 2)])
    func aMonthIsBelievable(seed: Int, year: Int, month: Int) {
        let lines = DemoMonth.lines(seed: UInt64(seed), year: year, month: month)
        let moments = lines.compactMap { $0["reserved_at"]?.string }
        #expect((110...170).contains(lines.count))
        #expect((19...26).contains(Set(moments.map { $0.prefix(10) }).count))
        #expect(moments == moments.sorted())
        let prefix = "\(year)-\(month < 10 ? "0" : "")\(month)-"
        #expect(moments.allSatisfy { $0.hasPrefix(prefix) })
        #expect(lines.count { $0["state"]?.string == "unpriced" } == 2)
        #expect(lines.count { $0["state"]?.string == "refused" } == 4)
        #expect((1...25).contains(lines.count { $0["state"]?.string == "voided" }))
        #expect(Set(lines.map { $0["project"] }).count == 3)
        #expect(Set(lines.map { $0["model"] }).count == 3)
        let ids = lines.compactMap { $0["generation_id"]?.string }
        #expect(Set(ids).count == ids.count)
    }

    @Test func everyChargeIsAPriceTimesSecondsAndAgreesWithItsCredits() throws {
        for line in DemoMonth.lines(seed: 3, year: 2026, month: 10) {
            let nanos = try #require(
                line["usd"]?.string.flatMap { DecimalNumber.scaled($0, places: 9) })
            #expect(line["credits"]?.int64 == nanos / 500)
            let model = try #require(line["model"]?.string.flatMap(Catalogue.model))
            let price = model.rate(parameters: ["mode": line["mode"]?.string ?? ""]).nanos
            let (seconds, rest) = nanos.quotientAndRemainder(dividingBy: price)
            let longest: Int64 = line["orientation"]?.string == "image" ? 10 : 30
            switch line["state"]?.string {
            case "settled": #expect(rest == 0 && (3...longest).contains(seconds))
            case "unpriced": #expect(rest == 0 && seconds == longest)
            default: #expect(line["usd"]?.string == "0.00")
            }
        }
    }

    @Test func theSameSeedGivesTheSameLines() {
        let lines = DemoMonth.lines(seed: 5, year: 2026, month: 10)
        #expect(DemoMonth.lines(seed: 5, year: 2026, month: 10) == lines)
        #expect(DemoMonth.lines(seed: 6, year: 2026, month: 10) != lines)
        #expect(
            lines[0].members?.map(\.key) == [
                "schema", "reserved_at", "model", "mode", "orientation", "project", "generation_id",
                "state", "usd", "credits", "estimate_usd",
            ])
    }
}
