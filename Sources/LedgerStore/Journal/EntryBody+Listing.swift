import Accounting
import LosslessJSON

/// The prices of a listing: the part of an entry's body that its row keeps as well.
extension EntryBody {
    static func prices(of listing: PriceListing) -> JSON {
        .array(
            listing.prices.map { price in
                let when = price.when.sorted { $0.key < $1.key }
                return [
                    "mode": .string(orNull: price.mode?.rawValue),
                    "when": .object(when.map { JSON.Member($0.key, .string($0.value)) }),
                    "usd": .integer(price.usd.nanos), "count": .integer(price.per),
                    "per": .string(price.unit.rawValue),
                ]
            })
    }

    static func prices(_ json: JSON, of model: String, effectiveFrom: Instant) throws -> [Price] {
        guard let parts = json.array else { throw EntryReader(json: json).missing("prices") }
        return try parts.map { part in
            let reader = EntryReader(json: part)
            return Price(
                model: model, mode: try reader.optionalValue("mode"),
                when: try conditions(reader), usd: try reader.usd("usd"),
                per: try reader.int("count"), unit: try reader.value("per"), source: .catalogue,
                effectiveFrom: effectiveFrom)
        }
    }

    private static func conditions(_ reader: EntryReader) throws -> [String: String] {
        var when: [String: String] = [:]
        for member in try reader.part("when").json.members ?? [] {
            guard let text = member.value.string else { throw reader.missing("when") }
            when[member.key] = text
        }
        return when
    }
}

extension PriceListing {
    var json: JSON {
        [
            "model": .string(model), "effective_from": .integer(effectiveFrom.microseconds),
            "prices": EntryBody.prices(of: self),
        ]
    }
}

extension ModelNames.Change {
    var json: JSON { ["name": .string(name), "models": .array(models.map(JSON.string))] }
}

extension EntryReader {
    func aliasChanges() throws -> [ModelNames.Change] {
        try list("aliases").map { reader in
            ModelNames.Change(
                name: try reader.string("name"),
                models: try reader.list("models").map { part in
                    guard let text = part.json.string else { throw reader.missing("models") }
                    return text
                })
        }
    }

    func listing() throws -> PriceListing {
        let model = try string("model")
        let effectiveFrom = try instant("effective_from")
        return PriceListing(
            model: model,
            prices: try EntryBody.prices(
                part("prices").json, of: model, effectiveFrom: effectiveFrom),
            effectiveFrom: effectiveFrom)
    }
}
