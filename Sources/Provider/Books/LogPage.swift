package import Accounting
import LosslessJSON

/// A page of the provider's request log, newest first.
///
/// Offsets shift while the log grows: fix the end of the span, and count no row twice.
package struct LogPage: DatedPage, Sendable, Hashable {
    package let rows: [LogRow]
    package let hasMore: Bool
    /// A line for each thing that could not be read. A row without a time or a status is left out of
    /// `rows`; one with an unreadable cost or id is there without it. Never silently either way.
    package let failures: [String]
    /// How many rows the page had, those that were left out among them: the next page begins there.
    package let count: Int
    /// The provider's clock when it answered, to the second: the `Date` header.
    package let date: Instant?

    package init(
        rows: [LogRow], hasMore: Bool, failures: [String], count: Int? = nil,
        date: Instant? = nil
    ) {
        self.rows = rows
        self.date = date
        self.count = count ?? rows.count
        self.hasMore = hasMore
        self.failures = failures
    }
}

extension LogPage {
    /// - Parameters:
    ///   - offset, limit: what was asked for, to judge by them where the answer does not say whether
    ///     more follows.
    package init(_ answer: BookAnswer, offset: Int, limit: Int) throws(UnreadableBook) {
        let page = try answer.values(called: "log row", idKey: "inference_id") { LogRow(&$0) }
        let pagination = answer.object["pagination"]
        let total = pagination?["total"]?.int.flatMap { $0 >= 0 ? $0 : nil }
        let (end, _) = offset.addingReportingOverflow(page.count)
        let hasMore =
            pagination?["has_more"]?.bool ?? total.map { $0 > end && page.count > 0 }
            ?? (page.count >= limit)
        self.init(
            rows: page.values, hasMore: hasMore, failures: page.failures,
            count: page.count, date: answer.date)
    }
}

extension LogRow {
    fileprivate init?(_ reader: inout BookRowReader) {
        let created = reader.instant("created")
        let status = reader.requiredWord("status")
        guard let created, let status else { return nil }
        let cost = reader.amount("cost", isRequired: false)
        self.init(
            created: created, status: Status(word: status), origin: reader.word("origin"),
            model: reader.id("model", identifies: false).map { Name($0) },
            cost: cost.map {
                Charge(
                    usd: $0.usd, credits: $0.credits ?? $0.usd.credits, source: .logs,
                    remark: $0.remark)
            },
            inferenceID: reader.id("inference_id"),
            clientRequestID: reader.id("client_request_id"))
    }
}
