import Accounting
import GRDB

/// A charge of a submission as one entry of the journal posts it: in full, in place of the one before.
struct PostedCharge {
    let charge: Charge
    /// Why it takes the place of another; nil for the first.
    let reason: String?
    let at: Instant

    var amount: BilledSubmission.Amount { BilledSubmission.Amount(charge) }

    /// In the order of their entries.
    ///
    /// - Parameter skipsDamage: an entry that cannot be read is left out.
    /// - Throws: ``LedgerError`` of kind `unreadable`, with the number of the entry.
    static func all(
        of id: SubmissionID, in database: Database, skipsDamage: Bool = false
    ) throws -> [PostedCharge] {
        let lines = try database.rows(
            """
            SELECT seq, at, kind, submission_id, body, hash FROM entry
            WHERE submission_id = ? ORDER BY seq
            """, [id.description], read: Journal.line)
        return try lines.compactMap { line in
            do {
                return try PostedCharge(line)
            } catch {
                if skipsDamage { return nil }
                throw error
            }
        }
    }

    /// How often the charge of a submission was corrected, and what that came to: the two parts of a spend
    /// that the submission itself does not have.
    static func corrections(
        of id: SubmissionID, in database: Database, skipsDamage: Bool = false
    ) throws -> Spend {
        var sum = Spend.nothing
        var charge = USD.zero
        for posted in try all(of: id, in: database, skipsDamage: skipsDamage) {
            if posted.reason != nil {
                sum.adjustments += 1
                sum.adjustedUSD += posted.charge.usd - charge
            }
            charge = posted.charge.usd
        }
        return sum
    }

    /// Nil for an entry without a charge.
    ///
    /// - Throws: ``LedgerError`` of kind `unreadable`, with the number of the entry.
    init?(_ line: Journal.Line) throws {
        do {
            self.init(try line.contents().entry, at: line.at)
        } catch {
            throw LedgerError(.unreadable, "entry \(line.seq) is damaged", .verify)
        }
    }

    private init?(_ entry: Entry, at instant: Instant) {
        at = instant
        switch entry {
        case .happened(_, .settled(let posted, _, _)): (charge, reason) = (posted, nil)
        case .happened(_, .adjusted(let posted, let why)): (charge, reason) = (posted, why)
        case .imported(let record, let id):
            // Its charge is the same on every day.
            guard let posted = record.submission(id: id, day: Day(ordinal: 0)).charge else {
                return nil
            }
            (charge, reason) = (posted, nil)
        default: return nil
        }
    }
}
