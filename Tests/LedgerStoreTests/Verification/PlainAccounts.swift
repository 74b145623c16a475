import Foundation

/// Windows and rollups after the rules of the design document, over plain facts.
///
/// It shares no code with the ledger: whole numbers, texts, and the calendar of Foundation. Amounts
/// are nano-dollars, instants seconds since 1970.
struct PlainAccounts {
    struct Video {
        var at: Int64
        var mode: String
        var orientation: String
        var project: String?
        var reserved: Int64
        /// `refused`, `open`, `unpriced`, `settled` or `failed`.
        var state = "open"
        var charged: Int64 = 0

        var isPosted: Bool { state == "settled" || charged != 0 }
        var holdsMoney: Bool { state == "open" || state == "unpriced" }
    }

    /// A limit of money or of number. What is nil counts all; no unit means all of time.
    struct Rule {
        var name: String
        var mode: String?
        var orientation: String?
        var project: String?
        var unit: Calendar.Component?
        var money: Int64?
        var number: Int?

        func counts(_ video: Video) -> Bool {
            video.state != "refused" && (mode ?? video.mode) == video.mode
                && (orientation ?? video.orientation) == video.orientation
                && (project == nil || project == video.project)
        }
    }

    /// Of a window: what is spent and reserved, and how many submissions make it up.
    struct Sums: Equatable {
        var spent: Int64 = 0
        var reserved: Int64 = 0
        var posted = 0
        var open = 0
    }

    /// Of a row of the rollup.
    struct Row: Equatable {
        var counts: [String: Int] = [:]
        var charged: Int64 = 0
        var reserved: Int64 = 0
    }

    var videos: [String: Video] = [:]
    let rules: [Rule]
    private let calendar: Calendar

    init(zone: String, rules: [Rule]) {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = TimeZone(identifier: zone)!
        self.calendar = calendar
        self.rules = rules
    }

    /// The first second of the period that has an instant in it, and the first behind it.
    func span(of rule: Rule, at seconds: Int64) -> Range<Int64> {
        guard let unit = rule.unit else { return .min..<(.max) }
        let interval = calendar.dateInterval(of: unit, for: date(seconds))!
        return Int64(
            interval.start.timeIntervalSince1970)..<Int64(interval.end.timeIntervalSince1970)
    }

    /// What a window holds: a submission counts in the period in which it was reserved.
    func sums(of rule: Rule, in span: Range<Int64>) -> Sums {
        videos.values.filter { span.contains($0.at) && rule.counts($0) }.reduce(into: Sums()) {
            $0.spent += $1.charged
            $0.reserved += $1.holdsMoney ? $1.reserved : 0
            $0.posted += $1.isPosted ? 1 : 0
            $0.open += $1.holdsMoney ? 1 : 0
        }
    }

    /// Whether a submission fits every limit that counts it.
    func admits(_ video: Video) -> Bool {
        rules.filter { $0.counts(video) }.allSatisfy { rule in
            let sums = sums(of: rule, in: span(of: rule, at: video.at))
            return sums.spent + sums.reserved + video.reserved <= rule.money ?? .max
                && sums.posted + sums.open + 1 <= rule.number ?? .max
        }
    }

    /// Rows by day, mode, orientation and project.
    var rollup: [String: Row] {
        videos.values.reduce(into: [:]) { rows, video in
            let day = calendar.dateComponents([.year, .month, .day], from: date(video.at))
            let name = String(
                format: "%04d-%02d-%02d", day.year!, day.month!, day.day!)
            let key = "\(name) \(video.mode) \(video.orientation) \(video.project ?? "-")"
            rows[key, default: Row()].counts[video.state, default: 0] += 1
            rows[key]!.charged += video.charged
            rows[key]!.reserved += video.holdsMoney ? video.reserved : 0
        }
    }

    private func date(_ seconds: Int64) -> Date { Date(timeIntervalSince1970: Double(seconds)) }
}
