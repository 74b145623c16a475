package import Accounting
import LosslessJSON

/// One video to be made, exactly as the provider is asked for it. A nil field is left out.
///
/// Source: the provider's page of motion control. Media are URLs or Base64 `data:` URIs.
package struct VideoRequest: Sendable, Hashable {
    package var model: String
    package var imageURL: String?
    package var videoURL: String?
    package var prompt: String?
    package var orientation: Orientation?
    package var keepsAudio: Bool?
    package var mode: Mode?

    package init(
        model: String, imageURL: String? = nil, videoURL: String? = nil, prompt: String? = nil,
        orientation: Orientation? = nil, keepsAudio: Bool? = nil, mode: Mode? = nil
    ) {
        self.model = model
        self.imageURL = imageURL
        self.videoURL = videoURL
        self.prompt = prompt
        self.orientation = orientation
        self.keepsAudio = keepsAudio
        self.mode = mode
    }

    /// The JSON that is sent, its keys in the order of the documentation. Made anew at every call.
    package var body: [UInt8] {
        let fields: [(String, JSON?)] = [
            ("model", .string(model)),
            ("image_url", imageURL.map(JSON.string)),
            ("video_url", videoURL.map(JSON.string)),
            ("prompt", prompt.map(JSON.string)),
            ("character_orientation", orientation.map { .string($0.rawValue) }),
            ("keep_audio", keepsAudio.map(JSON.bool)),
            ("mode", mode.map { .string($0.rawValue) }),
        ]
        let members = fields.compactMap { key, value in value.map { JSON.Member(key, $0) } }
        return Array(JSON.object(members).compactText.utf8)
    }
}
