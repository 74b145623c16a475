package import Accounting
package import LosslessJSON

/// One video to be made, exactly as the provider is asked for it. A nil field is left out.
///
/// Source: the provider's page of motion control. Media are URLs or Base64 `data:` URIs.
package struct VideoRequest: Sendable, Hashable {
    package var model: Name
    package var imageURL: String?
    package var videoURL: String?
    package var prompt: String?
    package var orientation: Orientation?
    package var keepsAudio: Bool?
    package var mode: Mode?
    /// Further fields of models other than motion control: `duration`, `resolution`, ….
    package var parameters: [JSON.Member]

    package init(
        model: Name, imageURL: String? = nil, videoURL: String? = nil, prompt: String? = nil,
        orientation: Orientation? = nil, keepsAudio: Bool? = nil, mode: Mode? = nil,
        parameters: [JSON.Member] = []
    ) {
        self.model = model
        self.imageURL = imageURL
        self.videoURL = videoURL
        self.prompt = prompt
        self.orientation = orientation
        self.keepsAudio = keepsAudio
        self.mode = mode
        self.parameters = parameters
    }

    /// The fields that have a place of their own here.
    package static let ownFields = [
        "model", "image_url", "video_url", "prompt", "character_orientation", "keep_audio", "mode",
    ]

    /// Whether it has a field, in whatever form: a client may write one in a form that is not its own.
    package func states(_ field: String) -> Bool {
        switch field {
        case "image_url" where imageURL != nil, "video_url" where videoURL != nil,
            "prompt" where prompt != nil, "character_orientation" where orientation != nil,
            "keep_audio" where keepsAudio != nil, "mode" where mode != nil:
            true
        default: parameters.contains { Name($0.key) == Name(field) }
        }
    }

    /// The same order in one form, however its fields were sorted: to know it again.
    package var canonicalBody: [UInt8] {
        var request = self
        request.parameters = JSON.object(parameters).sorted.members ?? []
        return request.body
    }

    /// The JSON that is sent, as bytes. Made anew at every call.
    package var body: [UInt8] { Array(document.compactText.utf8) }

    /// The JSON that is sent, its keys in the order of the documentation.
    package var document: JSON {
        let fields: [(String, JSON?)] = [
            ("model", .string(model.text)),
            ("image_url", imageURL.map(JSON.string)),
            ("video_url", videoURL.map(JSON.string)),
            ("prompt", prompt.map(JSON.string)),
            ("character_orientation", orientation.map { .string($0.rawValue) }),
            ("keep_audio", keepsAudio.map(JSON.bool)),
            ("mode", mode.map { .string($0.rawValue) }),
        ]
        let members = fields.compactMap { key, value in value.map { JSON.Member(key, $0) } }
        return .object(members + parameters)
    }

    /// The further fields as text, as the catalogue writes the conditions of a price. One that is null is left
    /// open.
    package var parameterTexts: [String: String] {
        Dictionary(
            parameters.filter { !$0.value.isNull }
                .map { ($0.key, $0.value.string ?? $0.value.compactText) }
        ) { $1 }
    }

    /// These and its own fields that a price may depend on.
    package var fieldTexts: [String: String] {
        var texts = parameterTexts
        texts["mode"] = mode?.rawValue
        texts["character_orientation"] = orientation?.rawValue
        texts["keep_audio"] = keepsAudio.map { "\($0)" }
        return texts
    }

    /// The length that the model is asked for, in milliseconds; nil where the request names none.
    package var durationMilliseconds: Int? {
        guard let text = parameterTexts["duration"],
            let seconds = try? USD(parsing: text, rounding: .halfEven), seconds > .zero
        else { return nil }
        // Thousandths: a length is read as exactly as an amount.
        return Int((seconds.nanos + 999_999) / 1_000_000)
    }
}
