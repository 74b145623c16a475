extension Schema {
    /// What a statement says of failures, refusals, seconds and corrections; what finds the dearest.
    static let version7 = """
        ALTER TABLE rollup ADD COLUMN charged_failures INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rollup ADD COLUMN failed_nanos INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rollup ADD COLUMN refused_nanos INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rollup ADD COLUMN seconds INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rollup ADD COLUMN timed_nanos INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rollup ADD COLUMN adjustments INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rollup ADD COLUMN adjusted_nanos INTEGER NOT NULL DEFAULT 0;
        UPDATE rollup SET charged_failures = known.failures, failed_nanos = known.failed,
            refused_nanos = known.refused, seconds = known.seconds, timed_nanos = known.timed
        FROM (
            SELECT day, model, coalesce(mode, '') AS mode,
                coalesce(orientation, '') AS orientation, coalesce(project, '') AS project,
                sum(has_failed AND state = 'settled') AS failures,
                sum(iif(has_failed, charge_nanos, 0)) AS failed,
                sum(iif(state = 'refused' AND is_expected, reserved_nanos, 0)) AS refused,
                sum(iif(is_timed, seconds, 0)) AS seconds,
                sum(iif(is_timed, charge_nanos, 0)) AS timed
            FROM (
                SELECT *, unit_price_nanos IS NOT NULL OR price_source IS 'import_estimate'
                        AS is_expected,
                    charge_nanos IS NOT NULL AND (state = 'voided' OR fault_name IS NOT NULL)
                        AS has_failed,
                    charge_nanos > 0 AND charge_provisional = 0 AND state <> 'voided'
                        AND fault_name IS NULL AND seconds IS NOT NULL
                        AND seconds_source IS NOT 'cap' AS is_timed
                FROM submission)
            GROUP BY 1, 2, 3, 4, 5
        ) AS known
        WHERE rollup.day = known.day AND rollup.model = known.model AND rollup.mode = known.mode
            AND rollup.orientation = known.orientation AND rollup.project = known.project;

        -- The dearest of a day; those of a month are among the dearest of its days.
        CREATE INDEX submission_by_charge ON submission (day, charge_nanos)
            WHERE charge_nanos > 0;
        -- Which charges took the place of others: few, and asked of each submission of a list of charges.
        CREATE INDEX entry_that_corrects ON entry (submission_id) WHERE kind = 'adjusted';
        """
}
