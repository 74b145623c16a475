package import Accounting
import GRDB

/// What became of prompts that were to be erased.
package struct ErasedPrompts: Hashable, Sendable {
    package let count: Int
    /// Whether the ledger's log holds none of them any more. False while another program reads the ledger.
    package let isLogEmpty: Bool
}

/// Prompts that are kept beside the accounts. The journal has a salted digest of them alone, so that they
/// can be erased without breaking its chain.
extension Ledger {
    /// The prompt of a submission; nil where none was kept, and where it was erased.
    package func prompt(of id: SubmissionID) throws -> String? {
        try file.read { database in
            try database.firstRow(
                "SELECT text FROM prompt WHERE submission_id = ?", [id.description]
            ) { try $0.text() }
        }
    }

    /// Erases the prompts of some submissions, from the file and from its log.
    package func erasePrompts(of ids: [SubmissionID]) async throws -> ErasedPrompts {
        try await erase { database in
            try ids.reduce(0) { count, id in
                try database.run(
                    "DELETE FROM prompt WHERE submission_id = ?", [id.description])
                return count + database.changesCount
            }
        }
    }

    /// Erases the prompts of what was reserved before an instant, from the file and from its log.
    package func erasePrompts(before instant: Instant) async throws -> ErasedPrompts {
        try await erase { database in
            try database.run(
                """
                DELETE FROM prompt WHERE submission_id IN
                    (SELECT id FROM submission WHERE reserved_at < ?)
                """, [instant.microseconds])
            return database.changesCount
        }
    }

    func keep(_ prompt: String, of id: SubmissionID, _ posting: Posting) throws {
        try posting.flush()
        try posting.database.run(
            "INSERT INTO prompt (submission_id, text) VALUES (?, ?)", [id.description, prompt])
    }

    private func erase(_ delete: @escaping @Sendable (Database) throws -> Int) async throws
        -> ErasedPrompts
    {
        let count = try await write { database in
            // What is deleted is overwritten with zeros. Not every build of SQLite does it by itself.
            try database.run("PRAGMA secure_delete = ON")
            return try delete(database)
        }
        // Pages as they were before lie in the log until it is cut off.
        return ErasedPrompts(count: count, isLogEmpty: try await file.emptyLog())
    }
}
