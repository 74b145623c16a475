/// What is known of Kling motion control: its names, defaults and the longest reference it takes.
///
/// Source: the provider's pages for v3 and v2.6 motion control. The two spellings of v2.6 are both
/// in its documentation; which of them is live is not known.
package enum MotionControl {
    package static let defaultModel: Name = "klingai/video-v3-motion-control"

    package static let v3: [Name] = ["klingai/video-v3-motion-control"]
    /// The name that itself says `pro`: on its page it has no mode, and is ``v26Open`` in `pro`.
    package static let v26Pro: Name = "klingai/video-v2-6-pro-motion-control"
    package static let v26Open: Name = "klingai/video-v2-6-motion-control"
    package static let v26 = [v26Pro, v26Open]

    package static let defaultMode = Mode.std
    package static let defaultOrientation = Orientation.video

    package static func includes(model: Name) -> Bool {
        v3.contains(model) || v26.contains(model)
    }

    /// The longest reference video that the provider accepts, in seconds.
    package static func longestReferenceSeconds(_ orientation: Orientation) -> Int {
        switch orientation {
        case .image: 10
        case .video: 30
        }
    }
}
