import Testing

/// One thing that somebody might do to the file with the sqlite3 shell, and what `verify` must say.
struct Tampering: Sendable, CustomTestStringConvertible {
    let sql: String
    /// What one of the problems has to contain.
    let finding: String
    /// Whether the journal's triggers are away while it happens, and back afterwards.
    var isBehindTriggers = false

    var testDescription: String { sql }

    init(_ sql: String, _ finding: String, isBehindTriggers: Bool = false) {
        self.sql = sql
        self.finding = finding
        self.isBehindTriggers = isBehindTriggers
    }
}

extension Tampering {
    static let journal = [
        Tampering(
            "UPDATE entry SET body = replace(body, '2000000000', '1000000000') WHERE seq = 7",
            "journal entry 7 (reserved) does not match its hash", isBehindTriggers: true),
        Tampering(
            "UPDATE entry SET at = at + 1 WHERE seq = 6",
            "journal entry 6 (accepted) does not match its hash", isBehindTriggers: true),
        Tampering(
            "UPDATE entry SET kind = 'voided' WHERE seq = 6",
            "journal entry 6 (voided) does not match its hash", isBehindTriggers: true),
        Tampering(
            "UPDATE entry SET submission_id = NULL WHERE seq = 6",
            "journal entry 6 (accepted) does not match its hash", isBehindTriggers: true),
        Tampering(
            "UPDATE entry SET hash = zeroblob(32) WHERE seq = 5",
            "journal entry 5 (dispatched) does not match its hash", isBehindTriggers: true),
        Tampering(
            "UPDATE entry SET body = '' || X'7B2279' WHERE seq = 5",
            "journal entry 5 (dispatched) cannot be replayed", isBehindTriggers: true),
        Tampering(
            "UPDATE entry SET body = replace(body, 'Berlin', 'Paris') WHERE seq = 1",
            "journal entry 1 (opened) does not match its hash", isBehindTriggers: true),
        Tampering(
            "UPDATE entry SET body = replace(body, '2026-11-21', '2026-11-20') WHERE seq = 3",
            "journal entry 3 (reserved) does not match its hash", isBehindTriggers: true),
        Tampering(
            "UPDATE entry SET body = replace(body, ':2000000000', ':9223372036854775807')",
            "does not match its hash", isBehindTriggers: true),
        Tampering(
            "DELETE FROM entry WHERE seq = 4", "journal entry 4 is missing",
            isBehindTriggers: true),
        Tampering(
            "DELETE FROM entry WHERE seq = 1", "journal entry 1 is missing",
            isBehindTriggers: true),
        Tampering(
            "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)",
            "and the journal says \"accepted\"", isBehindTriggers: true),
        Tampering("DELETE FROM entry", "does not follow from the journal", isBehindTriggers: true),
        Tampering(
            """
            INSERT INTO entry SELECT max(seq) + 1, at, kind, submission_id, body, hash FROM entry
            """, "does not match its hash"),
        Tampering(
            """
            UPDATE entry SET seq = -5 WHERE seq = 5; UPDATE entry SET seq = 5 WHERE seq = 6;
            UPDATE entry SET seq = 6 WHERE seq = -5
            """, "journal entry 5 (accepted) does not match its hash", isBehindTriggers: true),
        Tampering(
            """
            REPLACE INTO entry SELECT 5, at, kind, submission_id, body, hash FROM entry WHERE seq = 6
            """, "journal entry 5 (accepted) does not match its hash", isBehindTriggers: true),
    ]

    /// Every money column, and a row more, less and another in every table.
    static let projections =
        [
            ("submission", "reserved_nanos"), ("submission", "unit_price_nanos"),
            ("submission", "charge_nanos"), ("submission", "charge_credits"),
            ("budget", "limit_nanos"), ("budget_override", "added_nanos"),
            ("budget_window", "limit_nanos"), ("budget_window", "spent_nanos"),
            ("budget_window", "reserved_nanos"), ("budget_window", "posted"),
            ("budget_window", "open"), ("budget_window", "alerted_percent"),
            ("budget_window", "period_end"), ("price", "nanos"), ("rollup", "usd_nanos"),
            ("rollup", "reserved_nanos"), ("rollup", "provisional_nanos"), ("rollup", "credits"),
            ("rollup", "estimated_nanos"), ("rollup", "estimate_error_nanos"),
            ("rollup", "settled"), ("rollup", "failed"), ("rollup", "refused"),
            ("rollup", "charged_failures"), ("rollup", "failed_nanos"),
            ("rollup", "refused_nanos"), ("rollup", "seconds"), ("rollup", "timed_nanos"),
            ("rollup", "adjustments"), ("rollup", "adjusted_nanos"),
        ].map { table, column in
            Tampering("UPDATE \(table) SET \(column) = \(column) + 7", "has \(column) ")
        }
        + [
            Tampering("UPDATE submission SET day = '2026-11-20'", "has day "),
            Tampering(
                "UPDATE submission SET project = 'q' WHERE project = 'p'", "has project \"q\""),
            Tampering("UPDATE submission SET labels = '[[\"a\",\"b\"]]'", "has labels "),
            Tampering(
                "UPDATE submission SET state = 'voided' WHERE state = 'settled'", "has state "),
            Tampering("UPDATE submission SET max_cost_nanos = 5", "has max_cost_nanos 5"),
            Tampering(
                "UPDATE submission SET charge_nanos = 9223372036854775807 WHERE state = 'settled'",
                "has charge_nanos 9223372036854775807"),
            Tampering("UPDATE budget SET enforcement = 'warn'", "has enforcement "),
            Tampering("UPDATE budget SET mode = 'pro'", "has mode "),
            Tampering("UPDATE budget_override SET until = until + 1", "has until "),
            Tampering("UPDATE alert SET message = 'all is well'", "has message "),
            Tampering("UPDATE setting SET value = 'UTC' WHERE name = 'time_zone'", "has value "),
            Tampering("UPDATE setting SET value = 'Mars' WHERE name = 'time_zone'", "has value "),
            Tampering("UPDATE gateway_key SET is_admin = 1", "has is_admin 1"),
            Tampering("UPDATE gateway_key SET project = 'p'", "has project "),
            Tampering("UPDATE gateway_key SET expires_at = NULL", "has expires_at NULL"),
            Tampering("UPDATE gateway_key SET revoked_at = 1", "has revoked_at 1"),
            Tampering(
                "UPDATE gateway_key SET digest = printf('%064d', 0)", "has digest "),
            Tampering("UPDATE gateway_key SET token_id = '00000000'", "has token_id "),
            Tampering("DELETE FROM gateway_key", "is missing"),
            Tampering("DELETE FROM setting", "is missing"),
            Tampering("INSERT INTO setting VALUES ('x', 'y')", "does not follow"),
            Tampering("DELETE FROM submission WHERE state = 'settled'", "is missing"),
            Tampering("DELETE FROM budget_window", "budget_window \"all\""),
            Tampering("DELETE FROM budget_override", "is missing"),
            Tampering("DELETE FROM price", "is missing"),
            Tampering("DELETE FROM rollup", "is missing"),
            Tampering("DELETE FROM alert", "is missing"),
            Tampering("DELETE FROM budget", "budget \"all\" is missing"),
            Tampering(
                """
                INSERT INTO rollup SELECT '2026-11-01', model, mode, orientation, project, settled,
                failed, open, unpriced, refused, credits, usd_nanos, reserved_nanos,
                provisional_nanos, estimated_nanos, estimate_error_nanos, charged_failures,
                failed_nanos, refused_nanos, seconds, timed_nanos, adjustments, adjusted_nanos
                FROM rollup
                """, "does not follow from the journal"),
        ]

    static let schema = [
        Tampering("DROP TRIGGER entry_is_never_changed", "entry_is_never_changed is missing"),
        Tampering("DROP TRIGGER entry_is_never_deleted", "entry_is_never_deleted is missing"),
        Tampering("DROP TRIGGER entry_is_appended", "entry_is_appended is missing"),
        Tampering("DROP INDEX submission_generation", "submission_generation is missing"),
        Tampering("DROP INDEX entry_that_refiles", "entry_that_refiles is missing"),
        Tampering("DROP INDEX submission_without_charge", "submission_without_charge is missing"),
        Tampering("DROP TABLE price", "table price is missing"),
        Tampering("DROP TABLE rollup", "table rollup is missing"),
        Tampering("ALTER TABLE price ADD COLUMN discount TEXT", "table price was changed"),
        Tampering("CREATE TABLE extra (a)", "table extra does not belong"),
        Tampering(
            """
            CREATE TRIGGER thief AFTER UPDATE ON budget_window
            BEGIN UPDATE budget_window SET spent_nanos = 0; END
            """, "trigger thief does not belong"),
        Tampering(
            "CREATE VIEW spent AS SELECT sum(spent_nanos) FROM budget_window",
            "spent does not belong"),
        Tampering(
            """
            PRAGMA ignore_check_constraints = ON; UPDATE budget_window SET reserved_nanos = -5
            """, "has reserved_nanos -5"),
    ]
}
