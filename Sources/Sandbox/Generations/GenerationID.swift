import Text

/// The spellings of generation ids that clients have met.
package enum GenerationIDForm: String, CaseIterable, Sendable {
    /// 21 characters of `A-Za-z0-9_-`; one in eight begins with `-`.
    case nanoid
    case uuid
    /// `349865017168125:minimax/hailuo-2.3`: a colon and a slash.
    case colon
    /// Any of the three, drawn for each submission.
    case mixed

    func make(model: String, chance: inout SplitMix64) -> String {
        switch self {
        case .nanoid: GenerationIDForm.nanoid(chance: &chance)
        case .uuid: GenerationIDForm.uuid(chance: &chance)
        case .colon: "\(100_000_000_000_000 + chance.below(900_000_000_000_000)):\(model)"
        case .mixed:
            chance.pick([GenerationIDForm.nanoid, .uuid, .colon])
                .make(model: model, chance: &chance)
        }
    }

    static func nanoid(chance: inout SplitMix64) -> String {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-".utf8)
        var characters = (0..<21).map { _ in chance.pick(alphabet) }
        if chance.below(8) == 0 { characters[0] = UInt8(ascii: "-") }
        return String(decoding: characters, as: UTF8.self)
    }

    /// A version 4 UUID in lower case.
    static func uuid(chance: inout SplitMix64) -> String {
        "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".map { place in
            switch place {
            case "x": Hexadecimal.text(UInt8(chance.below(16)), digits: 1)
            case "y": Hexadecimal.text(UInt8(8 + chance.below(4)), digits: 1)
            default: String(place)
            }
        }.joined()
    }
}
