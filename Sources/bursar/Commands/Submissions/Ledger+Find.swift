import Accounting
import Inquiries
import LedgerStore
import Text

extension Ledger {
    /// The submission that a person means: by id, by generation id, or by a beginning or an end of
    /// the id that no other has. Of what is none of a viewer's business it is not said that it exists.
    func find(_ text: String, for viewer: Viewer = .everything) throws -> Submission {
        let lowercase = text.lowercased()
        let named =
            try SubmissionID(lowercase).flatMap { try submission($0) }
            ?? submission(generationID: text)
        if let named {
            guard viewer.accounts(for: named) else { throw Ledger.missing(text) }
            return named
        }
        guard Hexadecimal.isOnlyDigits(lowercase.replacing("-", with: "")) else {
            throw Ledger.missing(text)
        }
        guard lowercase.count >= Ledger.shortestAbbreviation else {
            throw Ledger.missing(
                text, " (an abbreviation has \(Ledger.shortestAbbreviation) characters or more)")
        }
        let own = try SubmissionFilter().narrowed(to: viewer)
        let beginnings = try submissions(
            idPrefix: lowercase, matching: own, limit: Ledger.mostCandidates)
        let ends = try submissions(idSuffix: lowercase, matching: own, limit: Ledger.mostCandidates)
        let others = ends.filter { end in !beginnings.contains { $0.id == end.id } }
        let candidates = beginnings + others
        guard let found = candidates.first else { throw Ledger.missing(text) }
        guard candidates.count == 1 else {
            let isMore = candidates.count >= Ledger.mostCandidates
            let count = isMore ? "\(Ledger.mostCandidates) or more" : "\(candidates.count)"
            throw Failure(
                .failed,
                "'\(text)' is short for \(count) submissions; write more of it, or the end of one,"
                    + " like \(found.id.description.suffix(8)); see: bursar list")
        }
        return found
    }

    private static let shortestAbbreviation = 4
    private static let mostCandidates = 1000

    private static func missing(_ text: String, _ hint: String = "") -> Failure {
        Failure(.failed, "there is no submission '\(text)'\(hint); see: bursar list")
    }
}
