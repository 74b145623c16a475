extension Schema {
    /// Each part is of one subject; they are independent of each other.
    static let version4 = """
        -- What history from elsewhere is called in the books that it came from.
        ALTER TABLE submission ADD COLUMN source_id TEXT CHECK (source_id <> '');
        CREATE UNIQUE INDEX submission_source ON submission (source_id)
            WHERE source_id IS NOT NULL;

        -- The file that listed a channel last: one that is no longer there has left it.
        ALTER TABLE channel ADD COLUMN config TEXT;
        """
}
