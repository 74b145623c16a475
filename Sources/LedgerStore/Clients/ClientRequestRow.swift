import Accounting
import Foundation
import GRDB
import LosslessJSON

/// The columns of the `client_request` table, to and from the domain.
enum ClientRequestRow {
    /// A request that was dispatched, and the answer to its POST once there is one.
    struct Found {
        let submissionID: SubmissionID
        let digest: String
        let answer: HandedAnswer?
    }

    /// The request that this one repeats: the one of its `Idempotency-Key`, or, without such a key, the
    /// latest of the same order whose answer reached nobody.
    static func repeated(by request: ClientRequest, at instant: Instant, in database: Database)
        throws -> Found?
    {
        let oldest: Int
        let condition: String
        let value: String
        if let idempotencyDigest = request.idempotencyDigest {
            (oldest, condition) = (ClientRequest.idempotentSeconds, "idempotency = ?")
            value = idempotencyDigest
        } else {
            if request.isNewTake { return nil }
            (oldest, condition) = (
                ClientRequest.unheardSeconds, "digest = ? AND idempotency IS NULL"
            )
            value = request.digest
        }
        return try database.firstRow(
            """
            SELECT submission_id, digest, status, headers, body FROM client_request
            WHERE caller = ? AND \(condition) AND at > ? ORDER BY at DESC LIMIT 1
            """,
            [
                caller(of: request), value, instant.advanced(bySeconds: -oldest).microseconds,
            ], read: found)
    }

    static func insert(
        _ request: ClientRequest, of id: SubmissionID, at instant: Instant, into database: Database
    ) throws {
        // One that has expired gives up its place.
        if let idempotencyDigest = request.idempotencyDigest {
            try database.run(
                "DELETE FROM client_request WHERE caller = ? AND idempotency = ?",
                [caller(of: request), idempotencyDigest])
        }
        try database.run(
            """
            INSERT INTO client_request (submission_id, caller, digest, idempotency, at)
            VALUES (?, ?, ?, ?, ?)
            """,
            [
                id.description, caller(of: request), request.digest, request.idempotencyDigest,
                instant.microseconds,
            ])
    }

    /// The statuses with which the provider refuses a request for now: the key, the account's balance or the
    /// rate may be another one later.
    private static let passing: Set<Int> = [401, 403, 429]

    /// Keeps the answer that an event follows from. A request of which nothing was made is forgotten, and so
    /// is one that was refused for now: they may be asked for again.
    static func follow(
        _ event: SubmissionEvent, of id: SubmissionID, _ answer: HandedAnswer?,
        in database: Database
    ) throws {
        switch (event, answer) {
        case (.lost, _): break
        case (.voided, let answer) where answer.map { passing.contains($0.status) } ?? true:
            try database.run(
                "DELETE FROM client_request WHERE submission_id = ?", [id.description])
        case (_, let answer?): try keep(answer, of: id, in: database)
        case (_, nil): break
        }
    }

    private static func keep(_ answer: HandedAnswer, of id: SubmissionID, in database: Database)
        throws
    {
        let headers = JSON.object(answer.headers.map { JSON.Member($0.name, .string($0.value)) })
        try database.run(
            "UPDATE client_request SET status = ?, headers = ?, body = ? WHERE submission_id = ?",
            [answer.status, headers.compactText, Data(answer.body), id.description])
    }

    static func fetch(_ id: SubmissionID, from database: Database) throws -> Found? {
        try database.firstRow(
            """
            SELECT submission_id, digest, status, headers, body FROM client_request
            WHERE submission_id = ?
            """, [id.description], read: found)
    }

    private static func caller(of request: ClientRequest) -> String { request.caller?.text ?? "" }

    private static func found(from reader: inout ColumnReader) throws -> Found {
        let id = try reader.submissionID()
        let digest = try reader.text()
        let status = try reader.intOrNil()
        let headers = try reader.textOrNil()
        let body = try reader.bytesOrNil()
        guard let status, let headers else {
            return Found(submissionID: id, digest: digest, answer: nil)
        }
        let members = try JSON(parsing: headers).members ?? []
        return Found(
            submissionID: id, digest: digest,
            answer: HandedAnswer(
                status: status,
                headers: members.compactMap { member in
                    member.value.string.map { HandedAnswer.Header(member.key, $0) }
                }, body: Array(body ?? Data())))
    }
}
