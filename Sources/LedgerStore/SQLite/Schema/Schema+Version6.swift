extension Schema {
    /// What clients of a gateway asked for, and the answers that reached nobody.
    static let version6 = """
        -- Not part of the accounts: by it a request is known again, and answered as the first time.
        CREATE TABLE client_request (
            submission_id TEXT PRIMARY KEY,
            -- The name of the key; empty for a client without one.
            caller TEXT NOT NULL,
            digest TEXT NOT NULL,
            idempotency TEXT,
            at INTEGER NOT NULL,
            -- The answer to the POST; NULL until there is one.
            status INTEGER,
            headers TEXT,
            body BLOB
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX client_request_of_key ON client_request (caller, idempotency)
            WHERE idempotency IS NOT NULL;
        CREATE INDEX client_request_of_order ON client_request (caller, digest, at)
            WHERE idempotency IS NULL;
        CREATE INDEX client_request_by_age ON client_request (at);
        """
}
