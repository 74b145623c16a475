extension Schema {
    /// Alerts that leave: what waits for which channel, what became of it, and what is muted.
    static let version3 = """
        ALTER TABLE budget ADD COLUMN alert_forecast INTEGER NOT NULL DEFAULT 1
            CHECK (alert_forecast IN (0, 1));

        CREATE TABLE budget_mute (
            budget TEXT PRIMARY KEY REFERENCES budget (name),
            until INTEGER NOT NULL,
            reason TEXT NOT NULL CHECK (reason <> '')
        ) STRICT, WITHOUT ROWID;

        -- What alerts of a window there were, and what was charged for the key of a gateway.
        CREATE INDEX alert_of_window ON alert (budget, window_start)
            WHERE window_start IS NOT NULL;
        CREATE INDEX submission_of_key ON submission (key, day) WHERE key IS NOT NULL;

        -- What follows is not part of the accounts. Every alert that was raised, in order.
        CREATE TABLE outbox (
            n INTEGER PRIMARY KEY AUTOINCREMENT,
            alert_id TEXT NOT NULL UNIQUE
        ) STRICT;

        -- The channels that were seen, and up to where the outbox was looked through for each.
        CREATE TABLE channel (
            name TEXT PRIMARY KEY CHECK (name <> ''),
            looked_up_to INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- One alert for one channel. Who sends it has claimed it, for a while.
        CREATE TABLE delivery (
            alert_id TEXT NOT NULL,
            channel TEXT NOT NULL REFERENCES channel (name),
            state TEXT NOT NULL CHECK (state = 'pending' OR state = 'delivered'
                OR state = 'failed' OR state = 'muted'),
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            next_at INTEGER NOT NULL,
            first_at INTEGER,
            claim TEXT,
            claimed_until INTEGER,
            ended_at INTEGER,
            error TEXT,
            PRIMARY KEY (alert_id, channel)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX delivery_waiting ON delivery (channel, next_at) WHERE state = 'pending';
        """
}
