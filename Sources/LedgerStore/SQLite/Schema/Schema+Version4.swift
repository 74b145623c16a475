extension Schema {
    /// Each part is of one subject; they are independent of each other.
    static let version4 = """
        -- What history from elsewhere is called in the books that it came from.
        ALTER TABLE submission ADD COLUMN source_id TEXT CHECK (source_id <> '');
        CREATE UNIQUE INDEX submission_source ON submission (source_id)
            WHERE source_id IS NOT NULL;

        -- The file that listed a channel last: one that is no longer there has left it.
        ALTER TABLE channel ADD COLUMN config TEXT;

        -- The further names of models, as the provider's catalogue has them.
        CREATE TABLE model_alias (
            name TEXT NOT NULL CHECK (name <> ''),
            model TEXT NOT NULL CHECK (model <> ''),
            -- When the name came from another model; when a catalogue was read that no longer gives it
            -- to this one.
            since INTEGER,
            until INTEGER,
            PRIMARY KEY (name, model)
        ) STRICT, WITHOUT ROWID;
        -- The list that was read so far was read without them: it is asked for anew.
        DELETE FROM memo WHERE name = 'catalogue';
        """
}
