package import Accounting
import LosslessJSON

/// `bursar.record/1`: one line of JSON Lines for each submission of history.
///
/// `reserved_at`, `model` and an amount are required. Unknown keys are passed over, and named.
///
///     {"reserved_at":"2026-11-21T09:30:00Z","model":"klingai/video-v3-motion-control","usd":1.638}
package enum RecordDocument {
    /// The record on one line, without a newline at the end.
    package static func line(_ record: HistoryRecord) -> String {
        let json: JSON = [
            "reserved_at": .string(record.reservedAt.description),
            "model": .name(record.subject.model),
            "mode": .name(record.subject.mode),
            "orientation": .name(record.subject.orientation),
            "project": .name(record.subject.project),
            "generation_id": .string(orNull: record.generationID),
            "state": .name(record.state),
            "usd": .usd(record.usd),
            "credits": .integer(record.credits),
            "key": .name(record.subject.key),
            "id": .string(orNull: record.id?.description),
            "provisional": .bool(record.isProvisional),
            "estimate_usd": .usd(record.estimate),
            "labels": .object(record.labels.map { JSON.Member($0.key.text, .string($0.value)) }),
            "seconds": .integer(orNull: record.seconds),
            "seconds_source": .name(record.secondsSource),
            "failed": .bool(record.hasFailed),
            "source_id": .string(orNull: record.sourceID),
            "remark": .string(orNull: record.remark),
        ]
        return json.compactText
    }

    /// The record of one line, and the keys of the line that no record has.
    ///
    /// Dollars and credits that contradict each other are refused, unless a remark says that they do;
    /// decimals past the ninth are rounded half to even.
    package static func reading(_ line: String) throws(RecordError) -> (
        record: HistoryRecord, unknownKeys: [String]
    ) {
        let fields = try RecordFields(line)
        return (try record(from: fields), fields.keys.filter { !keys.contains($0) })
    }

    /// The keys of a line, and the one that every document may begin with.
    private static let keys: Set<String> = [
        "reserved_at", "model", "mode", "orientation", "project", "generation_id", "state", "usd",
        "credits", "key", "id", "provisional", "estimate_usd", "labels", "seconds",
        "seconds_source",
        "failed", "source_id", "remark", "schema",
    ]

    /// The record that the fields are of, which are checked here, whatever they were read from.
    static func record(from fields: RecordFields) throws(RecordError) -> HistoryRecord {
        let remark = try fields.text("remark", longest: EntryText.longestReason)
        let amount = try fields.amount(mayDisagree: remark != nil)
        return HistoryRecord(
            id: try fields.value("id", allowed: "the id of a submission, or null") {
                $0.string.flatMap { SubmissionID($0) }
            },
            reservedAt: try fields.required(
                "reserved_at", allowed: "an instant such as \"2026-11-21T09:30:00Z\""
            ) { $0.string.flatMap { Instant($0) } },
            subject: Subject(
                model: try fields.model(),
                mode: try fields.name("mode"),
                orientation: try fields.name("orientation"),
                project: try fields.text("project").map { Name($0) },
                key: try fields.text("key").map { Name($0) }),
            generationID: try fields.text("generation_id", longest: EntryText.longestID),
            state: try fields.name("state") ?? .settled,
            usd: amount.usd, credits: amount.credits,
            isProvisional: try fields.value("provisional", allowed: "true or false") { $0.bool }
                ?? false,
            estimate: try fields.usd("estimate_usd"), labels: try fields.labels(),
            seconds: try fields.seconds(), secondsSource: try fields.name("seconds_source"),
            hasFailed: try fields.value("failed", allowed: "true or false") { $0.bool } ?? false,
            sourceID: try fields.text("source_id", longest: EntryText.longestID), remark: remark)
    }
}
