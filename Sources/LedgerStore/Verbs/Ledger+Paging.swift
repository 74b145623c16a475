package import Accounting
import GRDB

/// Some of the submissions in one state, in the order of their ids.
package struct SubmissionPage: Sendable {
    package fileprivate(set) var submissions: [Submission] = []
    /// Why others cannot be read.
    package fileprivate(set) var failures: [LedgerError] = []
    /// The id of the last row; nil where there is none.
    package fileprivate(set) var last: String?
}

/// For rounds, which see any number of submissions: each page is a short read of its own, so that memory
/// does not grow with their number, and the log of the file can be cut back in between.
extension Ledger {
    /// Rows of one page: some 300 KB.
    private static let pageLimit = 100

    /// The submissions in a state behind an id.
    ///
    /// - Parameters:
    ///   - id: "" for the first page, else ``SubmissionPage/last`` of the page before.
    ///   - last: the id of the last one that is wanted.
    package func page(
        of state: SubmissionState, after id: String = "", through last: String? = nil
    ) throws -> SubmissionPage {
        try file.read { database in
            var page = SubmissionPage()
            try database.forEachRow(
                """
                SELECT id, \(SubmissionRow.selection) FROM submission
                WHERE \(Ledger.condition(on: state)) AND id > ?\(last == nil ? "" : " AND id <= ?")
                ORDER BY id LIMIT \(Ledger.pageLimit)
                """, [id, last].compactMap(\.self)
            ) { reader in
                page.last = try reader.text()
                do {
                    page.submissions.append(try SubmissionRow.submission(from: &reader))
                } catch let error as LedgerError where error.isAboutOneThing {
                    page.failures.append(error)
                }
            }
            return page
        }
    }

    /// Hands over all submissions in some states that can be read, state by state. One that changes its
    /// state meanwhile may be handed over twice, or not at all.
    ///
    /// - Returns: why others cannot be read.
    @discardableResult
    package func forEachSubmission(
        in states: [SubmissionState], _ take: (Submission) throws -> Void
    ) throws -> [LedgerError] {
        var failures: [LedgerError] = []
        for state in states {
            var page = try page(of: state)
            while let last = page.last {
                try page.submissions.forEach(take)
                failures += page.failures
                page = try self.page(of: state, after: last)
            }
        }
        return failures
    }

    /// How many submissions are in a state, readable or not.
    package func count(in state: SubmissionState) throws -> Int {
        try file.read { database in
            try database.firstRow(
                "SELECT count(*) FROM submission WHERE \(Ledger.condition(on: state))"
            ) { try $0.int() } ?? 0
        }
    }

    /// The id of the submission in a state at a place in the order of ids, from 0.
    package func id(in state: SubmissionState, at place: Int) throws -> String? {
        try file.read { database in
            try database.firstRow(
                """
                SELECT id FROM submission WHERE \(Ledger.condition(on: state))
                ORDER BY id LIMIT 1 OFFSET ?
                """, [place]
            ) { try $0.text() }
        }
    }

    /// Whether any submission is in one of some states.
    package func hasSubmission(in states: [SubmissionState]) throws -> Bool {
        try file.read { database in
            try states.contains { state in
                try database.firstRow(
                    "SELECT 1 FROM submission WHERE \(Ledger.condition(on: state)) LIMIT 1"
                ) { try $0.int() } != nil
            }
        }
    }
}
