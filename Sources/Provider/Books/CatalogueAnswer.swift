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
            id: Name(id),
            aliases: (json["aliases"]?.array ?? []).compactMap(\.string).filter(redaction.isID)
                .map { Name($0) },
            type: type?.isEmpty == true ? nil : type,
            pricing: json["pricing"].flatMap { CataloguePricing($0, by: redaction) })
    }
}

extension CataloguePricing {
    /// Nil unless every part is understood: a part that is left out could be the dearest.
    ///
    /// Known kinds: `fixed` (`units` of `name`, `measure`, `price`, `per`), `variants` (`when`, `price`,
    /// `unit`, `per`) and `variable`. A currency other than USD is not understood; none at all is USD,
    /// as it is in one of the printed examples.
    fileprivate init?(_ json: JSON, by redaction: Redaction) {
        let currency = json["currency"] ?? .null
        guard currency.isNull || currency == .string("USD") else { return nil }
        let rates: [CatalogueRate?]
        switch json["kind"]?.string {
        case "variable":
            self = .variable
            return
        case "fixed":
            rates = (json["units"]?.array ?? []).map { unit in
                CatalogueRate(unit, unit: unit["measure"], when: [:], by: redaction)
            }
        case "variants":
            rates = (json["variants"]?.array ?? []).map { variant in
                CataloguePricing.conditions(variant["when"], by: redaction).flatMap {
                    CatalogueRate(variant, unit: variant["unit"], when: $0, by: redaction)
                }
            }
        default: return nil
        }
        let readable = rates.compactMap { $0 }
        guard !readable.isEmpty, readable.count == rates.count else { return nil }
        self = .listed(readable)
    }

    private static func conditions(_ json: JSON?, by redaction: Redaction) -> [String: String]? {
        guard let members = json?.members else { return nil }
        var when: [String: String] = [:]
        for member in members {
            let text: String? =
                switch member.value {
                case .string(let text), .number(let text): text
                case .bool(let value): value ? "true" : "false"
                case .null, .array, .object: nil
                }
            // Two keys that Swift takes for one would lose a condition.
            guard let text, redaction.isID(text), redaction.isID(member.key),
                when.updateValue(text, forKey: member.key) == nil
            else { return nil }
        }
        return when
    }
}

extension CatalogueRate {
    fileprivate init?(_ json: JSON, unit: JSON?, when: [String: String], by redaction: Redaction) {
        guard let unit = unit?.string, redaction.isID(unit),
            let per = json["per"]?.int, per >= 1,
            let text = redaction.amount(json["price"]),
            let price = try? USD(parsing: text, rounding: .exact), price >= .zero
        else { return nil }
        self.init(when: when, price: price, per: per, unit: unit)
    }
}
