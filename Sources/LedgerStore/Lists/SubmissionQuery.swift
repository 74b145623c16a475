import Accounting
import GRDB

/// What asks the ledger for the submissions that a filter lets through, or for a part of what it has of them.
struct SubmissionQuery<Value> {
    private let database: Database
    private let read: (inout ColumnReader) throws -> Value
    private let sql: String
    /// The same rows as they lie in the table, without looking each up by its time.
    private let sqlInAnyOrder: String
    private let values: [String]

    /// - Parameters:
    ///   - selection: the columns that are read.
    ///   - read: makes a value of them.
    init(
        _ filter: SubmissionFilter, newestFirst: Bool, selection: String, in database: Database,
        read: @escaping (inout ColumnReader) throws -> Value
    ) throws {
        let conditions = try filter.conditionsOfSubmissions(in: database) + filter.bounds
        var clause = Ledger.clause(conditions)
        if let state = filter.state {
            clause += (clause.isEmpty ? "WHERE " : " AND ") + Ledger.condition(on: state)
        }
        let order = newestFirst ? "DESC" : "ASC"
        self.database = database
        self.read = read
        values = conditions.flatMap(\.values)
        let all = "SELECT \(selection) FROM submission \(clause)"
        let inOrder = "\(all) ORDER BY reserved_at \(order), id \(order)"
        sql = filter.limit.map { "\(inOrder) LIMIT \($0)" } ?? inOrder
        sqlInAnyOrder = filter.limit == nil ? all : sql
    }

    /// Reads them in order of time, or as they come. A failure is about its row alone: the next ones can be read.
    func forEach(
        inAnyOrder: Bool = false, _ take: (Result<Value, LedgerError>) throws -> Void
    ) throws {
        try database.forEachRow(inAnyOrder ? sqlInAnyOrder : sql, values) { reader in
            let row: Result<Value, LedgerError>
            do {
                row = .success(try read(&reader))
            } catch let error as LedgerError where error.isAboutOneThing {
                row = .failure(error)
            }
            try take(row)
        }
    }
}

extension SubmissionQuery where Value == Submission {
    init(_ filter: SubmissionFilter, newestFirst: Bool, in database: Database) throws {
        try self.init(
            filter, newestFirst: newestFirst, selection: SubmissionRow.selection, in: database,
            read: SubmissionRow.submission)
    }
}

extension SubmissionQuery where Value == ListedSubmission {
    init(listing filter: SubmissionFilter, in database: Database) throws {
        try self.init(
            filter, newestFirst: true, selection: ListedRowReader.selection, in: database,
            read: ListedRowReader().submission)
    }
}
