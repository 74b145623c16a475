import Accounting
import GRDB
import LosslessJSON

/// The columns of the `submission` table, to and from the domain.
enum SubmissionRow {
    /// What no later event changes, then what later events change. An edit changes the filing alone.
    static let fixedColumns = [
        "id", "model", "mode", "orientation", "project", "key", "mode_explicit",
        "orientation_explicit", "keep_audio", "labels", "day", "reserved_at", "reserved_nanos",
        "seconds", "seconds_source", "unit_price_nanos", "price_per", "price_source",
        "max_cost_nanos", "digest", "prompt_bytes", "image_bytes", "video_bytes", "refusal",
        "source_id",
    ]
    static let changingColumns = [
        "state", "dispatched_at", "accepted_at", "finished_at", "generation_id", "hold",
        "charge_nanos", "charge_credits", "charge_source", "charge_provisional", "charge_remark",
        "video_url", "fault_name", "fault_message",
    ]

    private static let columns = fixedColumns + changingColumns

    static let selection = columns.joined(separator: ", ")

    private static let insertion = """
        INSERT INTO submission (\(selection))
        VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        """

    private static let update = updating(changingColumns)
    private static let updateExceptGeneration = updating(
        changingColumns.filter { $0 != "generation_id" })

    private static func updating(_ columns: [String]) -> String {
        "UPDATE submission SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?"
    }

    static func insert(_ submission: Submission, into database: Database) throws {
        try database.run(insertion) { writer in
            writeFixed(submission, to: &writer)
            writeChanging(submission, to: &writer)
        }
    }

    /// - Parameter withGeneration: also its generation, which is indexed: SQLite writes an entry of an index
    ///   anew when its column is named, with the same value too.
    static func update(
        _ submission: Submission, withGeneration: Bool, in database: Database
    ) throws {
        try database.run(withGeneration ? update : updateExceptGeneration) { writer in
            writeChanging(submission, withGeneration: withGeneration, to: &writer)
            writer.write(submission.id.description)
        }
    }

    static func updateFiling(of submission: Submission, in database: Database) throws {
        let (project, labels) = (submission.subject.project, submission.proposal.labels)
        try database.run(
            "UPDATE submission SET project = ?, labels = ? WHERE id = ?",
            [project, labels.json.compactText, submission.id.description])
    }

    static func fetch(_ id: SubmissionID, from database: Database) throws -> Submission? {
        try database.firstRow(
            "SELECT \(selection) FROM submission WHERE id = ?", [id.description], read: submission)
    }

    static func fetch(generationID: String, from database: Database) throws -> Submission? {
        try database.firstRow(
            "SELECT \(selection) FROM submission WHERE generation_id = ?", [generationID],
            read: submission)
    }

    static func fetch(sourceID: String, from database: Database) throws -> Submission? {
        try database.firstRow(
            "SELECT \(selection) FROM submission WHERE source_id = ?", [sourceID],
            read: submission)
    }

    /// The row as a submission.
    ///
    /// - Throws: ``LedgerError`` of kind `oneRow`, with its id, for a value that cannot be there.
    static func submission(from reader: inout ColumnReader) throws -> Submission {
        try reader.ofOneSubmission(wellFormed)
    }

    private static func wellFormed(from reader: inout ColumnReader) throws -> Submission {
        let proposal = try proposal(from: &reader)
        return Submission(
            proposal: proposal.value, day: proposal.day, reservedAt: proposal.reservedAt,
            state: try reader.value(), dispatchedAt: try reader.instantOrNil(),
            acceptedAt: try reader.instantOrNil(),
            finishedAt: try reader.instantOrNil(), generationID: try reader.textOrNil(),
            quotedCharge: try reader.part().map(Charge.init),
            charge: try charge(from: &reader),
            videoURL: try reader.textOrNil(), fault: try fault(from: &reader),
            refusal: proposal.refusal)
    }

    private static func proposal(from reader: inout ColumnReader) throws -> (
        value: Proposal, day: Day, reservedAt: Instant, refusal: Refusal?
    ) {
        let id = try reader.submissionID()
        let subject = try reader.subject()
        let isModeExplicit = try reader.bool()
        let isOrientationExplicit = try reader.bool()
        let keepsAudio = try reader.boolOrNil()
        let labels = try reader.labels()
        let day = try reader.day()
        let reservedAt = try reader.instant()
        let estimate = Estimate(
            usd: try reader.usd(), seconds: try reader.intOrNil(),
            secondsSource: try reader.optionalValue(), unitPrice: try reader.usdOrNil(),
            pricePer: try reader.optionalValue(), priceSource: try reader.optionalValue())
        let maxCost = try reader.usdOrNil()
        let fingerprint = try fingerprint(from: &reader)
        let refusal = try reader.part().map(Refusal.init)
        let sourceID = try reader.textOrNil()
        let proposal = Proposal(
            id: id, subject: subject, isModeExplicit: isModeExplicit,
            isOrientationExplicit: isOrientationExplicit, keepsAudio: keepsAudio, labels: labels,
            estimate: estimate, maxCost: maxCost, fingerprint: fingerprint, sourceID: sourceID)
        return (proposal, day, reservedAt, refusal)
    }

    private static func fingerprint(from reader: inout ColumnReader) throws -> Fingerprint? {
        let digest = try reader.textOrNil()
        let sizes = [try reader.intOrNil(), try reader.intOrNil(), try reader.intOrNil()]
        return digest.map {
            Fingerprint(
                digest: $0, promptBytes: sizes[0] ?? 0, imageBytes: sizes[1] ?? 0,
                videoBytes: sizes[2] ?? 0)
        }
    }

    private static func charge(from reader: inout ColumnReader) throws -> Charge? {
        let nanos = try reader.int64OrNil()
        let credits = try reader.int64OrNil()
        let source: ChargeSource? = try reader.optionalValue()
        let isProvisional = try reader.boolOrNil()
        let remark = try reader.textOrNil()
        guard let nanos, let credits, let source else { return nil }
        return Charge(
            usd: USD(nanos: nanos), credits: credits, source: source,
            isProvisional: isProvisional ?? false, remark: remark)
    }

    private static func fault(from reader: inout ColumnReader) throws -> Fault? {
        let name = try reader.textOrNil()
        let message = try reader.textOrNil()
        return name.map { Fault(name: $0, message: message ?? "") }
    }
}
