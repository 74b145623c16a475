/// The catalogue as it stands now: prices can change while the sandbox runs.
///
/// A generation keeps the price of the moment in which it was taken on.
struct PriceList: Sendable {
    private(set) var models = Catalogue.models

    /// A model by its id or by an alias.
    func model(_ name: String) -> VideoModel? {
        models.first { $0.id == name } ?? models.first { $0.aliases.contains(name) }
    }

    /// Changes what a model costs.
    ///
    /// - Throws: a 400 for a model that is not offered, or that has no such price.
    mutating func apply(_ change: PriceChange) throws(Rejection) {
        guard let index = models.firstIndex(where: { $0.id == change.model }) else {
            throw .badRequest("The sandbox has no model '\(change.model)'.")
        }
        switch models[index].pricing {
        case .fixed(let rate) where change.when.isEmpty:
            models[index].pricing = .fixed(change.applied(to: rate))
        case .variants(var variants):
            let places = variants.indices.filter { place in
                change.when.allSatisfy { name, value in
                    variants[place].when.contains { $0.name == name && $0.value == value }
                }
            }
            guard !places.isEmpty else { throw .badRequest(PriceList.noSuchPrice(change)) }
            for place in places {
                variants[place].rate = change.applied(to: variants[place].rate)
            }
            models[index].pricing = .variants(variants)
        default: throw .badRequest(PriceList.noSuchPrice(change))
        }
    }

    private static func noSuchPrice(_ change: PriceChange) -> String {
        "The model '\(change.model)' has no price that 'when' fits."
    }
}

/// `{"model":…,"when":{"mode":"pro"},"usd":"0.25","per":1}`: another price for a model.
struct PriceChange: Hashable, Sendable {
    let model: String
    /// The variants that change; all of them when empty.
    let when: [String: String]
    let nanos: Int64
    /// Nil leaves it.
    let per: Int64?

    init(_ fields: Fields) throws(Rejection) {
        try fields.allow(only: ["model", "when", "usd", "per"])
        model = try fields.required(fields.text("model"), "model")
        nanos = try fields.required(fields.nanos("usd"), "usd")
        per = try fields.integer("per", in: 1...1000).map(Int64.init)
        when = try fields.conditions("when")
    }

    func applied(to rate: Rate) -> Rate {
        Rate(nanos: nanos, unit: rate.unit, per: per ?? rate.per)
    }
}
