package import Accounting
import LosslessJSON

/// A page of the provider's bill, newest first.
package struct BillPage: DatedPage, Sendable, Hashable {
    package let lines: [BillLine]
    /// To be given back for the next page, as it is. Opaque.
    package let nextCursor: String?
    /// True without a cursor when the provider says that more follows but not how to get it; then a
    /// line of `failures` says so.
    package let hasMore: Bool
    /// A line for each thing that could not be read. A line of the bill without a time, a direction, a
    /// type or an amount is left out of `lines`; one whose dollars and credits disagree is there with
    /// its dollars, one with an unreadable id is there without it. Never silently either way.
    package let failures: [String]
    /// How many lines the page had, those that were left out among them.
    package let count: Int
    /// The provider's clock when it answered, to the second: the `Date` header.
    package let date: Instant?

    package init(
        lines: [BillLine], nextCursor: String?, hasMore: Bool, failures: [String],
        count: Int? = nil,
        date: Instant? = nil
    ) {
        self.lines = lines
        self.date = date
        self.count = count ?? lines.count
        self.nextCursor = nextCursor
        self.hasMore = hasMore
        self.failures = failures
    }
}

extension BillPage {
    package init(_ answer: BookAnswer) throws(UnreadableBook) {
        let page = try answer.values(called: "bill line", idKey: "reference_id") { BillLine(&$0) }
        let pagination = answer.object["pagination"]
        let cursor = pagination?["next_cursor"]?.string.flatMap { text in
            !text.isEmpty && text.utf8.count <= BillPage.longestCursor
                && !answer.redaction.holdsKey(text) ? text : nil
        }
        let hasMore = pagination?["has_more"]?.bool ?? (cursor != nil)
        var failures = page.failures
        if hasMore, cursor == nil {
            failures.append("the bill goes on, but the page has no usable cursor for the next one")
        }
        self.init(
            lines: page.values, nextCursor: cursor, hasMore: hasMore, failures: failures,
            count: page.count, date: answer.date)
    }

    /// Bytes; what a request's first line can carry, percent-encoded.
    private static let longestCursor = 2048
}

extension BillLine {
    fileprivate init?(_ reader: inout BookRowReader) {
        let createdAt = reader.instant("created_at")
        let direction = reader.requiredWord("direction").flatMap { word -> Direction? in
            if let direction = Direction(word: word) { return direction }
            reader.noteLeftOut("direction", "known direction")
            return nil
        }
        let kind = reader.requiredWord("type").map(Kind.init(word:))
        let amount = reader.amount("amount", isRequired: true)
        guard let createdAt, let direction, let kind, let amount else { return nil }
        self.init(
            createdAt: createdAt, direction: direction, kind: kind, amount: amount.usd,
            credits: amount.credits, model: reader.id("model", identifies: false).map { Name($0) },
            referenceID: reader.id("reference_id"), remark: amount.contradiction)
    }
}
