import Accounting
import LosslessJSON

/// Small JSON documents that answers hold.
enum GatewayDocuments {
    /// A submission as errors name it.
    static func submission(_ submission: Submission) -> JSON {
        [
            "submission_id": .string(submission.id.description),
            "state": .string(submission.state.rawValue),
            "generation_id": .string(orNull: submission.generationID),
            "reserved_usd": .string(submission.openReservation.description),
        ]
    }

    /// The provider's answer to a POST, of which nothing but the id is known.
    static func queued(_ generationID: String) -> JSON {
        [
            "id": .string(generationID), "generation_id": .string(generationID),
            "status": "queued",
        ]
    }
}
