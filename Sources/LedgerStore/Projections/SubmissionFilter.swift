package import Accounting
import GRDB

/// Which submissions to read. Absent parts let everything through.
package struct SubmissionFilter: Sendable {
    package var model: Name?
    package var mode: Mode?
    package var orientation: Orientation?
    package var project: Name?
    package var state: SubmissionState?
    /// Inclusive.
    package var firstDay: Day?
    /// Inclusive.
    package var lastDay: Day?
    /// At most this many, the latest ones.
    package var limit: Int?

    package init() {}

    /// The conditions on columns that `submission` and `rollup` share, and their values. A model is
    /// meant under each of its names.
    func conditions(in database: Database) throws -> [(sql: String, values: [String])] {
        let models = try model.map { model in
            ModelNames(try ModelAliasRow.all(in: database)).all(sameAs: model)
        }
        return [
            models.map { (Ledger.isAny("model", of: $0.count), $0.map(\.text)) },
            mode.map { ("mode = ?", [$0.rawValue]) },
            orientation.map { ("orientation = ?", [$0.rawValue]) },
            project.map { ("project = ?", [$0.text]) },
            firstDay.map { ("day >= ?", [$0.description]) },
            lastDay.map { ("day <= ?", [$0.description]) },
        ].compactMap { $0 }
    }

    /// The days once more, as instants that are certain to lie outside of them in every zone and
    /// whatever became of its rules: by these the index of submissions is searched, and days have none.
    var bounds: [(sql: String, values: [String])] {
        func clock(_ day: Day) -> String {
            "\(Instant(seconds: Int64(day.ordinal) * 86_400).microseconds)"
        }
        return [
            firstDay.map { ("reserved_at >= CAST(? AS INTEGER)", [clock($0.advanced(by: -3))]) },
            lastDay.map { ("reserved_at < CAST(? AS INTEGER)", [clock($0.advanced(by: 4))]) },
        ].compactMap { $0 }
    }
}
