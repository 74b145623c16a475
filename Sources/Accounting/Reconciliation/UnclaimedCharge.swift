/// What the provider's books say of a charge that no submission of the ledger claims: when, which model,
/// and which client.
package struct UnclaimedCharge: Hashable, Sendable {
    /// When it was asked for, if the log has it; else when it was charged.
    package let at: Instant
    /// The names that the books give its model; empty where they give none.
    package let models: [Name]
    /// Made by hand on the provider's site.
    package let isOfThePlayground: Bool
    /// What its client called it.
    package let clientRequestID: String?

    package init(
        at: Instant, models: [Name?], origin: String? = nil, clientRequestID: String? = nil
    ) {
        self.at = at
        self.models = models.compactMap(\.self)
        isOfThePlayground = origin.flatMap { LogRow.Origin(rawValue: $0) } == .playground
        self.clientRequestID = clientRequestID
    }

    /// Whether the books name its client: then it belongs to no lost submission.
    package var isClaimed: Bool { clientRequestID != nil || isOfThePlayground }

    package init(_ row: LogRow) {
        self.init(
            at: row.created, models: [row.model], origin: row.origin,
            clientRequestID: row.clientRequestID)
    }

    /// Of a line of the bill, and the instant of the log's row of its generation, if it has one. Nil for
    /// a line that is no charge for the use of a model.
    package init?(_ line: BillLine, loggedAt: Instant?) {
        switch (line.direction, line.kind) {
        case (.charge, .modelUsage), (.charge, .other):
            self.init(at: loggedAt ?? line.createdAt, models: [line.model])
        default: return nil
        }
    }

    /// Nil when neither book dates it.
    package init?(_ books: ReconciledGeneration) {
        guard let at = books.at else { return nil }
        self.init(
            at: at, models: [books.billed?.model, books.logged?.model],
            origin: books.logged?.origin, clientRequestID: books.logged?.clientRequestID)
    }
}
