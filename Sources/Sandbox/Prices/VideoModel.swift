import LosslessJSON

/// A price: so many nano-dollars for `per` units.
struct Rate: Hashable, Sendable {
    let nanos: Int64
    /// `second` of video, or `video`.
    let unit: String
    let per: Int64

    /// What a video of a length costs, rounded half up to a nano-dollar.
    func cost(of length: Duration) -> Int64 {
        let whole =
            unit == "second" ? Charge.nanos(perSecond: nanos, micros: length.wholeMicros) : nanos
        return (whole + per / 2) / per
    }
}

/// One entry of the catalogue.
struct VideoModel: Hashable, Sendable {
    let id: String
    /// Other names that a submission may use.
    var aliases: [String] = []
    let name: String
    let developer: String
    let capability: String
    var pricing: Pricing

    enum Pricing: Hashable, Sendable {
        case fixed(Rate)
        case variants([Variant])
        /// The provider names no price; the sandbox takes $0.05 a second.
        case variable
    }

    struct Variant: Hashable, Sendable {
        let when: [Condition]
        var rate: Rate
    }

    /// A request parameter and the value it must have, both as text.
    struct Condition: Hashable, Sendable {
        let name: String
        let value: String
        /// As the catalogue writes it: a string, a number or a boolean.
        let json: JSON

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
            json = .string(value)
        }

        init(_ name: String, _ value: Int) {
            self.name = name
            self.value = "\(value)"
            json = .integer(value)
        }

        init(_ name: String, _ value: Bool) {
            self.name = name
            self.value = value ? "true" : "false"
            json = .bool(value)
        }
    }

    var isMotionControl: Bool { capability == "motion_control" }

    /// The rate for a request: the first variant that fits it, else the first.
    func rate(parameters: [String: String]) -> Rate {
        switch pricing {
        case .fixed(let rate): rate
        case .variants(let variants):
            (variants.first { $0.when.allSatisfy { parameters[$0.name] == $0.value } }
                ?? variants[0]).rate
        case .variable: Rate(nanos: 50_000_000, unit: "second", per: 1)
        }
    }
}

// MARK: - The catalogue's JSON

extension VideoModel {
    func entry(pricing showsPricing: Bool, capabilities showsCapabilities: Bool) -> JSON {
        var members: [JSON.Member] = [
            .init("id", .string(id)), .init("aliases", .array(aliases.map(JSON.string))),
            .init("type", "video"),
            .init("info", ["name": .string(name), "developer": .string(developer)]),
            .init("tags", ["playground:video"]),
        ]
        if showsPricing { members.append(.init("pricing", pricing.json)) }
        if showsCapabilities { members.append(.init("capabilities", [.string(capability)])) }
        return .object(members)
    }
}

extension VideoModel.Pricing {
    var json: JSON {
        switch self {
        case .fixed(let rate):
            [
                "kind": "fixed", "currency": "USD",
                "units": [
                    [
                        "name": "output", "measure": .string(rate.unit), "price": rate.price,
                        "per": .integer(rate.per),
                    ]
                ],
            ]
        case .variants(let variants):
            [
                "kind": "variants", "currency": "USD",
                "dimensions": .array(variants[0].when.map { .string($0.name) }),
                "variants": .array(
                    variants.map { variant in
                        [
                            "when": .object(variant.when.map { .init($0.name, $0.json) }),
                            "price": variant.rate.price, "unit": .string(variant.rate.unit),
                            "per": .integer(variant.rate.per),
                        ]
                    }),
            ]
        case .variable: ["kind": "variable", "currency": "USD"]
        }
    }
}

extension Rate {
    fileprivate var price: JSON { .number(DecimalNumber.text(nanos: nanos)) }
}
