package import Accounting
import GRDB

/// Which submissions to read. Absent parts let everything through.
package struct SubmissionFilter: Sendable {
    package var model: Name?
    package var mode: Mode?
    package var orientation: Orientation?
    package var project: Name?
    package var state: SubmissionState?
    /// The key of the gateway that they were made with. Sums by day do not know it: then submissions are
    /// read one by one.
    package var key: Name?
    /// Each of these they have. Sums by day know none, as of the key.
    package var labels: [Label] = []
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
        let models = try model.map { try SubmissionFilter.names(sameAs: $0, in: database) }
        return [
            models.map { (Ledger.isAny("model", of: $0.count), $0.map(\.text)) },
            mode.map { ("mode = ?", [$0.rawValue]) },
            orientation.map { ("orientation = ?", [$0.rawValue]) },
            project.map { ("project = ?", [$0.text]) },
            firstDay.map { ("day >= ?", [$0.description]) },
            lastDay.map { ("day <= ?", [$0.description]) },
        ].compactMap { $0 }
    }

    /// The conditions on submissions, and their values; the days are not searched by an index.
    func conditionsOfSubmissions(in database: Database) throws -> [(sql: String, values: [String])]
    {
        try conditions(in: database) + (key.map { [("key = ?", [$0.text])] } ?? [])
            + labels.map { (SubmissionFilter.hasLabel, [$0.key.text, $0.value]) }
    }

    /// Of a pair of a key and a value; labels are stored as a list of such.
    private static let hasLabel = """
        EXISTS (SELECT 1 FROM json_each(submission.labels) AS label
        WHERE json_extract(label.value, '$[0]') = ? AND json_extract(label.value, '$[1]') = ?)
        """

    /// Whether the sums by day are told apart by all that it asks for.
    var isOfRollup: Bool { state == nil && key == nil && labels.isEmpty }

    /// The same conditions but for the days, on a submission that is read.
    func counting(in database: Database) throws -> (Subject) -> Bool {
        let models = try model.map { try SubmissionFilter.names(sameAs: $0, in: database) }
        return { [mode, orientation, project, key] subject in
            models?.contains(subject.model) ?? true
                && (mode == nil || subject.mode == mode)
                && (orientation == nil || subject.orientation == orientation)
                && (project == nil || subject.project == project)
                && (key == nil || subject.key == key)
        }
    }

    private static func names(sameAs model: Name, in database: Database) throws -> [Name] {
        ModelNames(try ModelAliasRow.all(in: database)).all(sameAs: model)
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
