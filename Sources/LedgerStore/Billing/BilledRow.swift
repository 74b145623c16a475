import Accounting
import GRDB
import LosslessJSON

/// The columns of the `submission` table that books need, and their values.
struct BilledRow {
    static let selection = """
        id, model, mode, orientation, project, key, labels, day, reserved_nanos, seconds,
        unit_price_nanos, price_per, state, generation_id, charge_nanos, charge_credits,
        charge_source, charge_provisional,
        charge_nanos IS NOT NULL AND EXISTS (
            SELECT 1 FROM entry INDEXED BY entry_that_corrects
            WHERE submission_id = submission.id AND kind = 'adjusted')
        """

    let id: SubmissionID
    private let subject: Subject
    private let labels: [Label]
    private let day: Day
    private let estimate: Estimate
    private let state: SubmissionState
    private let generationID: String?
    let charge: Charge?
    /// The charge took the place of another.
    let isCorrected: Bool

    /// - Throws: ``LedgerError`` of kind `oneRow`, with the submission's id, for a value that cannot be there.
    static func reading(_ reader: inout ColumnReader) throws -> BilledRow {
        try reader.ofOneSubmission { try BilledRow(from: &$0) }
    }

    private init(from reader: inout ColumnReader) throws {
        id = try reader.submissionID()
        subject = try reader.subject()
        labels = try reader.labels()
        day = try reader.day()
        estimate = Estimate(
            usd: try reader.usd(), seconds: try reader.intOrNil(), secondsSource: nil,
            unitPrice: try reader.usdOrNil(), pricePer: try reader.optionalValue(),
            priceSource: nil)
        state = try reader.value()
        generationID = try reader.textOrNil()
        let nanos = try reader.int64OrNil()
        let credits = try reader.int64OrNil()
        let source: ChargeSource? = try reader.optionalValue()
        let isProvisional = try reader.boolOrNil() ?? false
        if let nanos, let credits, let source {
            charge = Charge(
                usd: USD(nanos: nanos), credits: credits, source: source,
                isProvisional: isProvisional)
        } else {
            charge = nil
        }
        isCorrected = try reader.bool()
    }

    func submission(_ corrections: [BilledSubmission.Correction]) -> BilledSubmission {
        BilledSubmission(
            id: id, subject: subject, labels: labels, day: day, state: state,
            generationID: generationID, estimate: estimate, charge: charge,
            corrections: corrections)
    }
}
