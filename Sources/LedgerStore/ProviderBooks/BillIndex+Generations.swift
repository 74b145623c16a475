package import Accounting
import GRDB

extension BillIndex {
    /// What the books say of the generation of a submission: by its id, else as the log names it.
    package func generation(of submission: Submission) throws -> ReconciledGeneration? {
        if let id = submission.generationID { return try generation(id) }
        return try access { database in
            try database.firstRow(
                """
                SELECT \(BillIndex.selection) FROM generation WHERE client_id = ?
                ORDER BY charges > 0 DESC, id LIMIT 1
                """, [submission.id.description], read: BillIndex.generation)
        }
    }

    package func generation(_ id: String) throws -> ReconciledGeneration? {
        try access { database in
            try database.firstRow(
                "SELECT \(BillIndex.selection) FROM generation WHERE id = ?", [id],
                read: BillIndex.generation)
        }
    }

    /// Notes that a submission was found for a generation.
    package func claim(_ id: String) throws {
        try access { try $0.run("UPDATE generation SET is_claimed = 1 WHERE id = ?", [id]) }
    }

    /// Hands over every generation that is not claimed, in the order of their ids. `body` may use
    /// the index meanwhile.
    package func forEachUnclaimed(_ body: (ReconciledGeneration) throws -> Void) throws {
        var last: String?
        while true {
            let page = try access { database in
                try database.rows(
                    """
                    SELECT \(BillIndex.selection) FROM generation
                    WHERE is_claimed = 0 AND id > ? ORDER BY id LIMIT 500
                    """, [last ?? ""], read: BillIndex.generation)
            }
            guard let end = page.last else { return }
            try page.forEach(body)
            last = end.id
        }
    }

    private static let selection = """
        id, charged, refunded, charges, first_at, model, oddity, credits, log_at, log_status,
        log_origin, log_model, log_nanos, client_id
        """

    private static func generation(from reader: inout ColumnReader) throws -> ReconciledGeneration {
        let id = try reader.text()
        let charged = try reader.usd()
        let refunded = try reader.usd()
        let charges = try reader.int()
        let firstAt = try reader.instantOrNil()
        let model = try reader.nameOrNil()
        let oddity = try reader.textOrNil()
        let credits = try reader.int64()
        return ReconciledGeneration(
            id: id,
            billed: firstAt.map {
                BillSum(
                    charged: charged, refunded: refunded, charges: charges, firstAt: $0,
                    model: model, oddity: oddity, credits: credits)
            },
            logged: try logRow(of: id, from: &reader))
    }

    private static func logRow(of id: String, from reader: inout ColumnReader) throws -> LogRow? {
        let created = try reader.instantOrNil()
        let status = try reader.textOrNil()
        let origin = try reader.textOrNil()
        let model = try reader.nameOrNil()
        let cost = try reader.usdOrNil()
        let client = try reader.textOrNil()
        guard let created, let status else { return nil }
        return LogRow(
            created: created, status: LogRow.Status(word: status), origin: origin, model: model,
            cost: cost.map { Charge(usd: $0, source: .logs) }, inferenceID: id,
            clientRequestID: client)
    }
}
