extension Schema {
    /// The keys of the gateway.
    static let version5 = """
        CREATE TABLE gateway_key (
            seq INTEGER PRIMARY KEY REFERENCES entry (seq),
            name TEXT NOT NULL CHECK (name <> ''),
            project TEXT CHECK (project <> ''),
            is_admin INTEGER NOT NULL CHECK (is_admin IN (0, 1)),
            created_at INTEGER NOT NULL,
            expires_at INTEGER CHECK (expires_at > created_at),
            revoked_at INTEGER,
            -- The token itself is kept nowhere: what finds its key, and the SHA-256 of the whole of it.
            token_id TEXT NOT NULL UNIQUE CHECK (length(token_id) = 8),
            digest TEXT NOT NULL CHECK (length(digest) = 64)
        ) STRICT;
        -- A name is in use until its key is revoked.
        CREATE UNIQUE INDEX gateway_key_in_use ON gateway_key (name) WHERE revoked_at IS NULL;
        """
}
