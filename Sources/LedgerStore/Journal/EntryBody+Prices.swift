import Accounting
import LosslessJSON

// Prices: the bodies of "price_set", "prices_listed" and "aliases_listed".

extension Price {
    var json: JSON {
        [
            "model": .name(model), "mode": .string(orNull: mode?.rawValue),
            "usd": .integer(usd.nanos), "per": .string(unit.rawValue),
            "source": .string(source.rawValue),
            "effective_from": .integer(effectiveFrom.microseconds),
        ]
    }

    init(_ reader: EntryReader) throws {
        self.init(
            model: try reader.name("model"), mode: try reader.optionalValue("mode"),
            usd: try reader.usd("usd"), unit: try reader.value("per"),
            source: try reader.value("source"),
            effectiveFrom: try reader.instant("effective_from"))
    }
}

extension PriceListing {
    var json: JSON {
        [
            "model": .name(model), "effective_from": .integer(effectiveFrom.microseconds),
            "prices": pricesJSON,
        ]
    }

    init(_ reader: EntryReader) throws {
        try self.init(
            model: reader.name("model"), reader.part("prices"),
            effectiveFrom: reader.instant("effective_from"))
    }

    /// The part of the body that its row keeps as well.
    var pricesJSON: JSON {
        .array(
            prices.map { price in
                let when = price.when.sorted { $0.key < $1.key }
                return [
                    "mode": .string(orNull: price.mode?.rawValue),
                    "when": .object(when.map { JSON.Member($0.key, .string($0.value)) }),
                    "usd": .integer(price.usd.nanos), "count": .integer(price.per),
                    "per": .string(price.unit.rawValue),
                ]
            })
    }

    init(model: Name, _ prices: EntryReader, effectiveFrom: Instant) throws {
        guard let parts = prices.json.array else { throw prices.missing("prices") }
        let prices = try parts.map { part in
            let reader = EntryReader(json: part)
            return Price(
                model: model, mode: try reader.optionalValue("mode"),
                when: try PriceListing.conditions(reader), usd: try reader.usd("usd"),
                per: try reader.int("count"), unit: try reader.value("per"), source: .catalogue,
                effectiveFrom: effectiveFrom)
        }
        self.init(model: model, prices: prices, effectiveFrom: effectiveFrom)
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

extension ModelNames.Change {
    var json: JSON { ["name": .name(name), "models": .array(models.map(JSON.name))] }

    init(_ reader: EntryReader) throws {
        self.init(
            name: try reader.name("name"),
            models: try reader.list("models").map { part in
                guard let text = part.json.string else { throw reader.missing("models") }
                return Name(text)
            })
    }
}
