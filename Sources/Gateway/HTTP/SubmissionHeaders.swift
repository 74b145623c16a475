import Accounting
import HTTPTypes

/// The headers by which answers name a submission and what it holds.
enum SubmissionHeaders {
    static let id = HTTPField.Name("x-bursar-submission-id")!
    static let reserved = HTTPField.Name("x-bursar-reserved-usd")!
    static let available = HTTPField.Name("x-bursar-available-usd")!
    static let rejoined = HTTPField.Name("x-bursar-rejoined")!

    static let all = [id, reserved, available, rejoined]

    /// The id alone, for answers that reserve nothing.
    static func name(_ submission: Submission) -> HTTPFields {
        [id: submission.id.description]
    }

    /// - Parameter available: the least that a budget has left; nil where none limits money.
    static func fields(of submission: Submission, available: USD?) -> HTTPFields {
        var fields = HTTPFields()
        fields[id] = submission.id.description
        fields[reserved] = submission.openReservation.description
        fields[SubmissionHeaders.available] = available?.description
        return fields
    }
}
