import Accounting

/// The tables of the ledger file. A migration is never edited once it was released.
enum Schema {
    /// "Brsr" in ASCII: what tells a ledger from any other SQLite file.
    static let applicationID = 0x4272_7372

    /// Each brings the file from the version of its index to the next.
    static let migrations = [
        version1, version2, version3, version4, version5, version6, version7, version8,
    ]

    static var currentVersion: Int { migrations.count }

    /// The tables that follow from the journal, with the columns that identify a row. Delivery of
    /// alerts and kept prompts are no part of the accounts, and stay out.
    static let projections: [(table: String, key: [String])] = [
        ("setting", ["name"]),
        ("submission", ["id"]),
        ("budget", ["name"]),
        ("budget_override", ["seq"]),
        ("budget_mute", ["budget"]),
        ("budget_window", ["budget", "period_start"]),
        ("price", ["seq"]),
        ("price_listing", ["seq"]),
        ("model_alias", ["name", "model"]),
        ("experience", ["model", "mode", "per"]),
        ("rollup", ["day", "model", "mode", "orientation", "project"]),
        ("gateway_key", ["seq"]),
        ("month_closing", ["seq"]),
        ("late_change", ["seq"]),
        ("alert", ["id"]),
    ]

    /// Whether the provider may still be working on a submission, word for word as the partial index
    /// `submission_duplicate` has it: SQLite uses an index only for a condition that it recognizes.
    static let isOpen = SubmissionState.open.map { "state = '\($0.rawValue)'" }
        .joined(separator: " OR ")
}
