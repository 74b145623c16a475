import Accounting
import LosslessJSON

/// What FOCUS says of what was bought: the same in every row of one model, mode and orientation. All but
/// ``words`` are cells of CSV already.
struct FocusSubject {
    struct Key: Hashable {
        let model: Name
        let mode: Mode?
        let orientation: Orientation?

        init(_ subject: Subject) {
            (model, mode, orientation) = (subject.model, subject.mode, subject.orientation)
        }
    }

    static let provider = "AI/ML API"

    /// Who makes the model: what stands before the first slash of its name.
    let publisher: String
    let sku: String
    let skuOfSeconds: String
    let skuOfVideos: String
    /// The properties of the price, as JSON; empty for a model that has none.
    let details: String
    /// For people, without a length: `klingai/video-v3-motion-control, std, video`.
    let words: String

    init(_ key: Key) {
        let model = key.model.text
        let parts = model.utf8.split(separator: UInt8(ascii: "/"))
        publisher = CSVBytes.cell(
            parts.count > 1 ? String(decoding: parts[0], as: UTF8.self) : Self.provider)
        let sku = model + (key.mode.map { ":\($0.rawValue)" } ?? "")
        self.sku = CSVBytes.cell(sku)
        skuOfSeconds = CSVBytes.cell("\(sku):\(FocusPricing.seconds)")
        skuOfVideos = CSVBytes.cell("\(sku):\(FocusPricing.videos)")
        let values = [
            ("x_Mode", key.mode?.rawValue), ("x_CharacterOrientation", key.orientation?.rawValue),
        ]
        let members = values.compactMap { name, value in
            value.map { JSON.Member(name, .string($0)) }
        }
        details = members.isEmpty ? "" : CSVBytes.cell(JSON.object(members).compactText)
        words = [model, key.mode?.rawValue, key.orientation?.rawValue].compactMap(\.self)
            .joined(separator: ", ")
    }
}
