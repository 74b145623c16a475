package import Accounting
import Text
import Transport

/// One GET that changes nothing at the provider: where it goes, and how much is read of the answer.
///
///     Question.generation("a:b/c").target      // "/v2/video/generations?generation_id=a%3Ab%2Fc"
package struct Question: Sendable, Hashable {
    /// Path and query, percent-encoded.
    package let target: String
    /// Sent as `If-None-Match`.
    package let etag: String?
    /// False where the answer is public: then the key is not sent.
    package let needsKey: Bool
    /// Bytes of the longest answer that is read.
    package let longestBody: Int

    private init(
        _ path: String, _ query: [(String, String?)] = [], etag: String? = nil,
        needsKey: Bool = true, longestBody: Int = HTTPAnswer.longestBody
    ) {
        let items = query.compactMap { name, value in value.map { "\(name)=\($0.percentEncoded)" } }
        target = path + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
        self.etag = etag
        self.needsKey = needsKey
        self.longestBody = longestBody
    }
}

// MARK: - The questions, with no parameter but the documented ones: others are refused

extension Question {
    package static let longestPage = 4 << 20
    package static let longestCatalogue = 16 << 20

    package static func generation(_ id: String) -> Question {
        Question("/v2/video/generations", [("generation_id", id)])
    }

    package static func logs(from start: Instant, to end: Instant, offset: Int, limit: Int)
        -> Question
    {
        Question(
            "/v2/logs",
            [
                ("start", "\(start)"), ("end", "\(end)"), ("limit", "\(limit)"),
                ("offset", "\(offset)"),
            ], longestBody: longestPage)
    }

    package static func transactions(
        from start: Instant, to end: Instant, cursor: String?, limit: Int
    ) -> Question {
        Question(
            "/v2/billing/transactions",
            [
                ("from", "\(start)"), ("to", "\(end)"), ("limit", "\(limit)"), ("cursor", cursor),
            ], longestBody: longestPage)
    }

    package static let balance = Question("/v2/billing")
    package static let keyLimit = Question("/v1/key")

    /// A question as a client of the gateway wrote it.
    static func passed(_ path: String, query: String?, needsKey: Bool) -> Question {
        Question(
            path + (query.map { "?\($0)" } ?? ""), needsKey: needsKey,
            longestBody: longestCatalogue)
    }

    /// An ETag that no header can carry is left out: then the whole catalogue comes.
    package static func catalogue(etag: String?) -> Question {
        Question(
            "/v1/models", [("include", "pricing")], etag: etag.flatMap { isETag($0) ? $0 : nil },
            needsKey: false, longestBody: longestCatalogue)
    }

    /// Visible ASCII, at most 512 bytes.
    static func isETag(_ text: String) -> Bool {
        (1...512).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E) ~= $0 }
    }
}
