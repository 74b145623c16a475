extension Schema {
    /// What prices had expected of the charges that are known, and how far off they were; and what
    /// was announced.
    static let version2 = """
        ALTER TABLE rollup ADD COLUMN estimated_nanos INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rollup ADD COLUMN estimate_error_nanos INTEGER NOT NULL DEFAULT 0;
        UPDATE rollup SET estimated_nanos = known.estimated, estimate_error_nanos = known.error
        FROM (
            SELECT day, model, coalesce(mode, '') AS mode,
                coalesce(orientation, '') AS orientation, coalesce(project, '') AS project,
                sum(reserved_nanos) AS estimated, sum(charge_nanos - reserved_nanos) AS error
            FROM submission
            WHERE charge_nanos > 0 AND charge_provisional = 0 AND unit_price_nanos IS NOT NULL
            GROUP BY 1, 2, 3, 4, 5
        ) AS known
        WHERE rollup.day = known.day AND rollup.model = known.model AND rollup.mode = known.mode
            AND rollup.orientation = known.orientation AND rollup.project = known.project;

        -- What an alert was raised about that stays as it is. Not part of the accounts.
        CREATE TABLE announced (
            name TEXT PRIMARY KEY,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
