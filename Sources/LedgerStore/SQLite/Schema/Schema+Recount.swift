import Accounting
import GRDB

extension Schema {
    /// Before format 4 a budget of a model counted one of its names alone, and one of `pro` not what is
    /// `pro` by its name: its windows are counted again, as a replay of the journal counts them now.
    static func recount(_ database: Database, since version: Int) throws {
        guard (1..<4).contains(version) else { return }
        try Budgets(database: database).countAnew { $0.model != nil || $0.mode != nil }
    }
}
