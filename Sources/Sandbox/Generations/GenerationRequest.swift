import Accounting
import LosslessJSON

/// The body of a submission, checked as the documentation's schema demands.
struct GenerationRequest: Hashable, Sendable {
    let model: VideoModel
    /// What was sent; nil when it was not.
    let prompt: String?
    let marker: Marker
    /// What the price depends on, as text.
    let parameters: [String: String]
    /// The length that is billed, when the body says it.
    let length: Duration?

    /// - Throws: 400 for a body that breaks the schema, 404 for a model that is not offered.
    init(_ body: JSON, prices: PriceList) throws(Rejection) {
        guard case .object = body else { throw .badRequest("The body must be a JSON object.") }
        guard let id = try GenerationRequest.text("model", in: body), !id.isEmpty else {
            throw .badRequest("model: Required")
        }
        guard let model = prices.model(id) else {
            throw .notFound("Model '\(id)' not found.")
        }
        self.model = model
        prompt = try GenerationRequest.text("prompt", in: body)
        marker = try Marker(prompt: prompt)
        for key in ["mode", "character_orientation"] {
            _ = try GenerationRequest.text(key, in: body)
        }
        if model.isMotionControl {
            try GenerationRequest.checkMotionControl(body)
        } else if prompt == nil, body["image_url"] == nil {
            throw .badRequest("prompt: Required")
        }
        parameters = GenerationRequest.parameters(of: body, model: model)
        length = marker.length ?? GenerationRequest.length(of: body, model: model)
    }

    /// Exact nano-dollars: the price of the model for the length.
    func costNanos(defaultLength: Duration) -> Int64 {
        model.rate(parameters: parameters).cost(of: length ?? defaultLength)
    }

    // MARK: - The schema

    private static func checkMotionControl(_ body: JSON) throws(Rejection) {
        for key in ["image_url", "video_url"] {
            guard let url = try text(key, in: body), !url.isEmpty else {
                throw .badRequest("\(key): Required")
            }
            guard isURL(url) else {
                throw .badRequest("\(key): Invalid url; send https:// or a data URI")
            }
        }
        try check("mode", in: body, isOneOf: ["std", "pro"])
        try check("character_orientation", in: body, isOneOf: ["image", "video"])
        if let audio = body["keep_audio"], audio.bool == nil {
            throw .badRequest("keep_audio: Expected boolean")
        }
    }

    private static func check(_ key: String, in body: JSON, isOneOf choices: [String])
        throws(Rejection)
    {
        guard let value = try text(key, in: body), !choices.contains(value) else { return }
        let list = choices.map { "'\($0)'" }.joined(separator: " | ")
        throw .badRequest("\(key): Invalid enum value. Expected \(list), received '\(value)'")
    }

    /// A string; nil when the key is absent.
    private static func text(_ key: String, in body: JSON) throws(Rejection) -> String? {
        guard let value = body[key] else { return nil }
        guard let text = value.string else { throw .badRequest("\(key): Expected string") }
        return text
    }

    private static func isURL(_ text: String) -> Bool {
        let start = text.prefix(8).lowercased()
        return start.hasPrefix("https://") || start.hasPrefix("http://")
            || start.hasPrefix("data:")
    }

    // MARK: - The price

    /// Defaults are filled in: `std`, except for v2.6 pro, which had no mode and is `pro`.
    private static func parameters(of body: JSON, model: VideoModel) -> [String: String] {
        var parameters = [
            "mode": model.id.contains("-pro-") ? "pro" : "std", "resolution": "720p",
            "generate_audio": "true",
        ]
        for member in body.members ?? [] {
            switch member.value {
            case .string(let text) where text.utf8.count < 64: parameters[member.key] = text
            case .bool(let flag): parameters[member.key] = flag ? "true" : "false"
            case .number(let text): parameters[member.key] = text
            default: break
            }
        }
        return parameters
    }

    private static func length(of body: JSON, model: VideoModel) -> Duration? {
        if model.isMotionControl {
            // The bytes of a reference that came inside the request. Nothing is fetched.
            return body["video_url"]?.string.flatMap(DataURI.init(parsing:))
                .flatMap { MovieLength(movie: $0.bytes) }.map { .microseconds($0.microseconds) }
        }
        let stated = body["duration"].flatMap { $0.numberText ?? $0.string }
        return stated.flatMap(SandboxOptions.duration(secondsText:))
    }
}
