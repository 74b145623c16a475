extension Schema {
    /// Months that are closed, what came to them later, and what was filed elsewhere; and what finds the few
    /// that were refused or cost nothing among the many that were charged.
    static let version8 = """
        CREATE TABLE month_closing (
            seq INTEGER PRIMARY KEY REFERENCES entry (seq),
            month TEXT NOT NULL UNIQUE CHECK (length(month) = 7),
            at INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;

        -- One for each entry that changed a submission of a closed month.
        CREATE TABLE late_change (
            seq INTEGER PRIMARY KEY REFERENCES entry (seq),
            submission_id TEXT NOT NULL,
            month TEXT NOT NULL CHECK (length(month) = 7),
            nanos INTEGER NOT NULL,
            credits INTEGER NOT NULL,
            reserved_nanos INTEGER NOT NULL
        ) STRICT;

        -- What was filed elsewhere after some entry: few, and asked of each statement.
        CREATE INDEX entry_that_refiles ON entry (seq) WHERE kind = 'refiled';

        CREATE INDEX submission_without_charge ON submission (state, reserved_at)
            WHERE state = 'refused' OR state = 'voided';
        """
}
