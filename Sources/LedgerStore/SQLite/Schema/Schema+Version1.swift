extension Schema {
    // States are compared one by one: for a list of more than two, SQLite makes a temporary table at
    // every insert and update, which costs a quarter of a submission's processor time.
    static let version1 = """
        CREATE TABLE entry (
            seq INTEGER PRIMARY KEY CHECK (seq > 0),
            at INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind <> ''),
            submission_id TEXT,
            body TEXT NOT NULL CHECK (body <> ''),
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        CREATE INDEX entry_of_submission ON entry (submission_id) WHERE submission_id IS NOT NULL;

        CREATE TRIGGER entry_is_appended BEFORE INSERT ON entry
        WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry)
        BEGIN SELECT raise(ABORT, 'the journal only grows at its end'); END;
        CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
        BEGIN SELECT raise(ABORT, 'a journal entry is never changed'); END;
        CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
        BEGIN SELECT raise(ABORT, 'a journal entry is never deleted'); END;

        CREATE TABLE setting (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE submission (
            id TEXT PRIMARY KEY CHECK (length(id) = 36),
            state TEXT NOT NULL CHECK (state = 'reserved' OR state = 'dispatched'
                OR state = 'unknown' OR state = 'accepted' OR state = 'unpriced'
                OR state = 'settled' OR state = 'voided' OR state = 'refused'),
            model TEXT NOT NULL CHECK (model <> ''),
            mode TEXT CHECK (mode IN ('std', 'pro')),
            orientation TEXT CHECK (orientation IN ('image', 'video')),
            project TEXT CHECK (project <> ''),
            key TEXT CHECK (key <> ''),
            mode_explicit INTEGER NOT NULL CHECK (mode_explicit IN (0, 1)),
            orientation_explicit INTEGER NOT NULL CHECK (orientation_explicit IN (0, 1)),
            keep_audio INTEGER CHECK (keep_audio IN (0, 1)),
            labels TEXT NOT NULL,
            day TEXT NOT NULL CHECK (length(day) = 10),
            reserved_at INTEGER NOT NULL,
            dispatched_at INTEGER,
            accepted_at INTEGER,
            finished_at INTEGER,
            generation_id TEXT CHECK (generation_id <> ''),
            reserved_nanos INTEGER NOT NULL CHECK (reserved_nanos >= 0),
            seconds INTEGER CHECK (seconds > 0),
            seconds_source TEXT,
            unit_price_nanos INTEGER CHECK (unit_price_nanos > 0),
            price_per TEXT CHECK (price_per IN ('second', 'video')),
            price_source TEXT,
            max_cost_nanos INTEGER CHECK (max_cost_nanos > 0),
            digest TEXT CHECK (length(digest) = 64),
            prompt_bytes INTEGER,
            image_bytes INTEGER,
            video_bytes INTEGER,
            hold TEXT,
            charge_nanos INTEGER,
            charge_credits INTEGER,
            charge_source TEXT,
            charge_provisional INTEGER CHECK (charge_provisional IN (0, 1)),
            charge_remark TEXT,
            video_url TEXT,
            fault_name TEXT,
            fault_message TEXT,
            refusal TEXT,
            CHECK ((charge_nanos IS NULL) = (charge_credits IS NULL)),
            CHECK ((charge_nanos IS NULL) = (charge_source IS NULL)),
            -- History from elsewhere does not say why it was refused.
            CHECK (state = 'refused' OR refusal IS NULL),
            CHECK (state <> 'settled' OR charge_nanos IS NOT NULL)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX submission_by_time ON submission (reserved_at);
        CREATE INDEX submission_held ON submission (state)
            WHERE state = 'reserved' OR state = 'dispatched' OR state = 'unknown'
                OR state = 'accepted' OR state = 'unpriced';
        CREATE INDEX submission_duplicate ON submission (digest)
            WHERE digest IS NOT NULL AND (state = 'reserved' OR state = 'dispatched'
                OR state = 'unknown' OR state = 'accepted');
        CREATE INDEX submission_provisional ON submission (reserved_at)
            WHERE charge_provisional = 1;
        CREATE UNIQUE INDEX submission_generation ON submission (generation_id)
            WHERE generation_id IS NOT NULL;

        CREATE TABLE budget (
            name TEXT PRIMARY KEY CHECK (name <> ''),
            model TEXT,
            mode TEXT CHECK (mode IN ('std', 'pro')),
            orientation TEXT CHECK (orientation IN ('image', 'video')),
            project TEXT,
            key TEXT,
            unit TEXT NOT NULL CHECK (unit IN ('day', 'week', 'month', 'year', 'total')),
            limit_nanos INTEGER CHECK (limit_nanos > 0),
            limit_submissions INTEGER CHECK (limit_submissions > 0),
            enforcement TEXT NOT NULL CHECK (enforcement IN ('block', 'warn')),
            alert_at TEXT NOT NULL,
            CHECK ((limit_nanos IS NULL) <> (limit_submissions IS NULL))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE budget_override (
            seq INTEGER PRIMARY KEY REFERENCES entry (seq),
            budget TEXT NOT NULL REFERENCES budget (name),
            at INTEGER NOT NULL,
            until INTEGER NOT NULL,
            added_nanos INTEGER NOT NULL CHECK (added_nanos > 0),
            reason TEXT NOT NULL CHECK (reason <> '')
        ) STRICT;

        CREATE TABLE budget_window (
            budget TEXT NOT NULL REFERENCES budget (name),
            period_start INTEGER NOT NULL,
            period_end INTEGER NOT NULL,
            limit_nanos INTEGER CHECK (limit_nanos > 0),
            limit_submissions INTEGER CHECK (limit_submissions > 0),
            spent_nanos INTEGER NOT NULL,
            reserved_nanos INTEGER NOT NULL CHECK (reserved_nanos >= 0),
            posted INTEGER NOT NULL CHECK (posted >= 0),
            open INTEGER NOT NULL CHECK (open >= 0),
            alerted_percent INTEGER NOT NULL CHECK (alerted_percent >= 0),
            PRIMARY KEY (budget, period_start),
            CHECK (period_start < period_end)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE price (
            seq INTEGER PRIMARY KEY REFERENCES entry (seq),
            model TEXT NOT NULL CHECK (model <> ''),
            mode TEXT CHECK (mode IN ('std', 'pro')),
            nanos INTEGER NOT NULL CHECK (nanos > 0),
            per TEXT NOT NULL CHECK (per IN ('second', 'video')),
            source TEXT NOT NULL CHECK (source IN ('catalogue', 'user')),
            effective_from INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE price_listing (
            seq INTEGER PRIMARY KEY REFERENCES entry (seq),
            model TEXT NOT NULL CHECK (model <> ''),
            effective_from INTEGER NOT NULL,
            prices TEXT NOT NULL
        ) STRICT;
        CREATE INDEX price_listing_of_model ON price_listing (model, seq);

        CREATE TABLE experience (
            model TEXT NOT NULL,
            mode TEXT NOT NULL,
            per TEXT NOT NULL CHECK (per IN ('second', 'video')),
            count INTEGER NOT NULL CHECK (count > 0),
            estimated_nanos INTEGER NOT NULL,
            charged_nanos INTEGER NOT NULL,
            recent TEXT NOT NULL,
            PRIMARY KEY (model, mode, per)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE rollup (
            day TEXT NOT NULL CHECK (length(day) = 10),
            model TEXT NOT NULL,
            mode TEXT NOT NULL,
            orientation TEXT NOT NULL,
            project TEXT NOT NULL,
            settled INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            open INTEGER NOT NULL,
            unpriced INTEGER NOT NULL,
            refused INTEGER NOT NULL,
            credits INTEGER NOT NULL,
            usd_nanos INTEGER NOT NULL,
            reserved_nanos INTEGER NOT NULL CHECK (reserved_nanos >= 0),
            provisional_nanos INTEGER NOT NULL,
            PRIMARY KEY (day, model, mode, orientation, project)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE alert (
            id TEXT PRIMARY KEY,
            at INTEGER NOT NULL,
            event TEXT NOT NULL,
            severity TEXT NOT NULL,
            message TEXT NOT NULL,
            budget TEXT,
            window_start INTEGER,
            threshold INTEGER,
            submission_id TEXT
        ) STRICT, WITHOUT ROWID;

        -- Not part of the accounts, as what follows: may be erased without breaking the chain.
        CREATE TABLE prompt (
            submission_id TEXT PRIMARY KEY REFERENCES submission (id),
            text TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- What is known of the provider, such as the tag of its catalogue.
        CREATE TABLE memo (
            name TEXT PRIMARY KEY,
            at INTEGER NOT NULL,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- The times at which the provider's books were read from one instant to another, completely.
        CREATE TABLE sweep (
            at INTEGER PRIMARY KEY,
            covers_from INTEGER NOT NULL,
            covers_to INTEGER NOT NULL,
            CHECK (covers_from < covers_to)
        ) STRICT;
        """
}
