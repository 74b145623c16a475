import Accounting
package import LosslessJSON

/// A made-up month of a small studio, as `bursar.record/1` lines that `bursar import` takes.
///
/// About 140 submissions on some 22 days, most of them on weekdays, over three models, both modes,
/// both orientations and two projects. Most are settled at price × seconds; some were voided, a few
/// refused, and two are unpriced, with their reservation for an amount. The same seed and month
/// give the same lines, in the order of time.
///
///     for line in DemoMonth.lines(seed: 1, year: 2026, month: 10) { print(line.compactText) }
package enum DemoMonth {
    /// - Parameters:
    ///   - year: 1 to 9999.
    ///   - month: 1 to 12, UTC.
    package static func lines(seed: UInt64, year: Int, month: Int) -> [JSON] {
        precondition((1...9999).contains(year) && (1...12).contains(month), "no such month")
        var chance = SplitMix64(seed: seed, stream: UInt64(year * 12 + month) | 1 << 50)
        var moments: [Instant] = []
        for day in days(year: year, month: month) {
            let count = submissions(on: day, chance: &chance)
            moments += (0..<count).map { _ in moment(on: day, chance: &chance) }
        }
        moments.sort()
        let fates = fates(count: moments.count, chance: &chance)
        return zip(moments, fates).map { moment, fate in
            DemoRecord(at: moment, fate: fate, chance: &chance).json
        }
    }

    private static func days(year: Int, month: Int) -> [Day] {
        guard let first = Day(year: year, month: month, day: 1) else { return [] }
        return (0..<31).map(first.advanced(by:)).filter { $0.month == month }
    }

    /// Busy in the middle of the week, quiet on Friday, now and then a Saturday.
    private static func submissions(on day: Day, chance: inout SplitMix64) -> Int {
        let spread = chance.below(5)
        let isWorked = chance.below(4) == 0
        switch day.weekday {
        case 0, 3: return 4 + spread
        case 1, 2: return 6 + spread
        case 4: return 3 + spread / 2
        case 5: return isWorked ? 1 + spread / 2 : 0
        default: return 0
        }
    }

    /// Between 08:00 and 18:00, to the millisecond.
    private static func moment(on day: Day, chance: inout SplitMix64) -> Instant {
        let millis = 8 * 3_600_000 + chance.below(10 * 3_600_000)
        return Instant(
            microseconds: (Int64(day.ordinal) * 86_400_000 + Int64(millis)) * 1000)
    }

    /// Exactly two unpriced and four refused; one in fifteen voided; the rest settled.
    private static func fates(count: Int, chance: inout SplitMix64) -> [DemoRecord.Fate] {
        var fates = (0..<count).map { _ in
            chance.below(15) == 0 ? DemoRecord.Fate.voided : .settled
        }
        var places = Array(fates.indices)
        for fate in [DemoRecord.Fate.unpriced, .unpriced, .refused, .refused, .refused, .refused] {
            fates[places.remove(at: chance.below(places.count))] = fate
        }
        return fates
    }
}

/// One submission of the made-up month.
private struct DemoRecord {
    enum Fate: String { case settled, voided, unpriced, refused }

    let moment: Instant
    let fate: Fate
    let model: VideoModel
    let mode: String
    let orientation: String
    let project: String?
    let generationID: String
    let seconds: Int
    /// The cap of the orientation, for which a reservation is made.
    let longestSeconds: Int

    init(at moment: Instant, fate: Fate, chance: inout SplitMix64) {
        self.moment = moment
        self.fate = fate
        let modelID = chance.pick([
            "klingai/video-v3-motion-control", "klingai/video-v3-motion-control",
            "klingai/video-v3-motion-control", "klingai/video-v2-6-pro-motion-control",
            "klingai/video-v2-6-motion-control",
        ])
        model = Catalogue.model(modelID)!
        mode = chance.pick(["std", "std", "std", "pro", "pro"])
        orientation = chance.pick(["video", "video", "image"])
        project = chance.pick([
            "spring-campaign", "spring-campaign", "spring-campaign", "product-loop",
            "product-loop", nil, nil,
        ])
        generationID = GenerationIDForm.nanoid(chance: &chance)
        longestSeconds = orientation == "image" ? 10 : 30
        seconds = 3 + chance.below(longestSeconds - 2)
    }

    private func cost(of seconds: Int) -> Int64 {
        model.rate(parameters: ["mode": mode]).cost(of: .seconds(seconds))
    }

    /// What `state` means for the money: the charge, the reservation, or nothing.
    private var nanos: Int64 {
        switch fate {
        case .settled: cost(of: seconds)
        case .unpriced: cost(of: longestSeconds)
        case .voided, .refused: 0
        }
    }

    var json: JSON {
        [
            "schema": "bursar.record/1",
            "reserved_at": .string(moment.description),
            "model": .string(model.id),
            "mode": .string(mode),
            "orientation": .string(orientation),
            "project": .string(orNull: project),
            "generation_id": .string(orNull: fate == .refused ? nil : generationID),
            "state": .string(fate.rawValue),
            "usd": .string(DecimalNumber.amountText(nanos: nanos)),
            "credits": .integer(Charge.credits(nanos: nanos)),
            "estimate_usd": .string(DecimalNumber.amountText(nanos: cost(of: longestSeconds))),
        ]
    }
}
