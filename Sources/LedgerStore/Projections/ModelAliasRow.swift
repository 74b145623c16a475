import Accounting
import GRDB

/// The columns of the `model_alias` table, to and from ``ModelNames``.
enum ModelAliasRow {
    static func all(in database: Database) throws -> [ModelNames.Alias] {
        try database.rows(
            "SELECT name, model, since, until FROM model_alias ORDER BY name, model"
        ) {
            ModelNames.Alias(
                name: try $0.name(), model: try $0.name(), since: try $0.instantOrNil(),
                until: try $0.instantOrNil())
        }
    }

    /// From now on the name stands for these models alone. A name that no model had before counts as
    /// theirs from the beginning.
    static func set(
        _ name: Name, for models: [Name], at instant: Instant, in database: Database
    ) throws {
        let isKnown =
            try database.firstRow(
                "SELECT 1 FROM model_alias WHERE name = ? LIMIT 1", [name]
            ) { try $0.int() } != nil
        try database.run(
            "UPDATE model_alias SET until = ? WHERE name = ? AND until IS NULL",
            [instant.microseconds, name])
        for model in models {
            try database.run(
                """
                INSERT INTO model_alias (name, model, since) VALUES (?, ?, ?)
                ON CONFLICT (name, model) DO UPDATE SET until = NULL
                """, [name, model, isKnown ? instant.microseconds : nil])
        }
    }
}
