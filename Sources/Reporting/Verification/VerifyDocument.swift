package import LosslessJSON

/// `bursar.verify/1`: whether the journal and everything that follows from it agree.
package enum VerifyDocument {
    package static let schema = "bursar.verify/1"

    /// - Parameters:
    ///   - entries: how many entries of the journal were read.
    ///   - head: the hash of the last one; nil when there is none.
    ///   - problems: one sentence each; empty when `ok`.
    ///   - notes: what is odd, and as it was recorded.
    ///   - statement: the month of the statement that was checked; nil for the ledger itself.
    package static func json(
        ok: Bool, entries: Int, head: String?, problems: [String], notes: [String] = [],
        statement: String? = nil
    ) -> JSON {
        [
            "schema": .string(schema),
            "ok": .bool(ok),
            "entries": .integer(entries),
            "head": .string(orNull: head),
            "problems": .array(problems.map(JSON.string)),
            "notes": .array(notes.map(JSON.string)),
            "statement": .string(orNull: statement),
        ]
    }
}
