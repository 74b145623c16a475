package import Accounting
import LosslessJSON

/// The provider's public catalogue with its prices.
package struct CatalogueAnswer: Sendable, Hashable {
    /// To be given back with the next question; nil when there is none that can be sent.
    package let etag: String?
    package let entries: [CatalogueEntry]

    package init(etag: String?, entries: [CatalogueEntry]) {
        self.etag = etag
        self.entries = entries
    }
}

extension CatalogueAnswer {
    /// An element without a readable id names no model, and is left out.
    package init(_ answer: BookAnswer) throws(UnreadableBook) {
        let etag = answer.headers["etag"].flatMap {
            Question.isETag($0) && !answer.redaction.holdsKey($0) ? $0 : nil
        }
        let rows = try answer.rows()
        self.init(
            etag: etag, entries: rows.compactMap { CatalogueEntry($0, by: answer.redaction) })
    }
}

extension CatalogueEntry {
    fileprivate init?(_ json: JSON, by redaction: Redaction) {
        guard let id = json["id"]?.string, redaction.isID(id) else { return nil }
        let type = json["type"]?.string.map { redaction.line($0, limit: 60) }
        self.init(
            id: id,
            aliases: (json["aliases"]?.array ?? []).compactMap(\.string).filter(redaction.isID),
            type: type?.isEmpty == true ? nil : type,
            pricing: json["pricing"].flatMap { CataloguePricing($0, by: redaction) })
    }
}
