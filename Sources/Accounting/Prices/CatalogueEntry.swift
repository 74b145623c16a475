/// One model of the provider's public catalogue, and what it is listed at.
///
/// Source: `GET /v1/models?include=pricing`.
package struct CatalogueEntry: Hashable, Sendable {
    package let id: Name
    /// Other names under which the provider takes the same model.
    package let aliases: [Name]
    /// As the provider writes it: `video`, `image`, …
    package let type: String?
    /// Nil when no price is named, or any part of it cannot be read exactly: unknown, never zero.
    package let pricing: CataloguePricing?

    package init(
        id: Name, aliases: [Name] = [], type: String? = nil, pricing: CataloguePricing? = nil
    ) {
        self.id = id
        self.aliases = aliases
        self.type = type
        self.pricing = pricing
    }
}

/// How the catalogue prices a model.
package enum CataloguePricing: Hashable, Sendable {
    /// All rates that are listed, in the catalogue's order; never empty.
    case listed([CatalogueRate])
    /// It depends, and the catalogue does not say on what.
    case variable
}

/// One listed rate: `price` for every `per` of `unit`, for requests that match `when`.
///
///     // {"when":{"mode":"pro"},"price":2.184,"unit":"second","per":10}: 0.2184 a second
///     CatalogueRate(when: ["mode": "pro"], price: price, per: 10, unit: "second")
package struct CatalogueRate: Hashable, Sendable {
    /// Dimension to value, as text: booleans are `true` and `false`, numbers keep their JSON text.
    /// Empty for a fixed price.
    package let when: [String: String]
    /// What `per` units cost. Never negative, exact, and nothing without `per`.
    package let price: USD
    /// At least 1.
    package let per: Int
    /// As the provider writes it: `second`, `video`, …
    package let unit: String

    /// - Precondition: `per` is at least 1, and the price is not negative.
    package init(when: [String: String] = [:], price: USD, per: Int, unit: String) {
        precondition(per >= 1 && price >= .zero, "a rate is a price for at least one unit")
        self.when = when
        self.price = price
        self.per = per
        self.unit = unit
    }
}
