extension Schema {
    /// What was filed elsewhere after some entry: few, and asked of each statement.
    static let version8 = """
        CREATE INDEX entry_that_refiles ON entry (seq) WHERE kind = 'refiled';
        """
}
