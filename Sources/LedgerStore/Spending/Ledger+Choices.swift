package import Accounting
import GRDB

extension Ledger {
    /// What there is in the accounts, to choose from: months, the latest first; models and projects by name.
    ///
    /// - Parameter project: the only one whose accounts are looked at; nil for all.
    package func choices(in project: Name? = nil) throws -> (
        months: [Month], models: [Name], projects: [Name]
    ) {
        let clause = project == nil ? "" : "WHERE project = ?"
        return try file.read { database in
            func values(_ column: String) throws -> [String] {
                try database.rows(
                    "SELECT DISTINCT \(column) FROM rollup \(clause) ORDER BY 1",
                    project.map { [$0] } ?? []
                ) { try $0.text() }
            }
            return (
                try values("substr(day, 1, 7)").compactMap { Month($0) }.reversed(),
                try values("model").map { Name($0) },
                try values("project").filter { !$0.isEmpty }.map { Name($0) }
            )
        }
    }

    /// Whether a subject is one that a filter lets through, whatever its day and state.
    package func counting(_ filter: SubmissionFilter) throws -> (Subject) -> Bool {
        try file.read { try filter.counting(in: $0) }
    }
}
