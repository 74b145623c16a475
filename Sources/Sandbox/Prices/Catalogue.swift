/// The models that the sandbox offers, and what each costs.
///
/// The names are those of models that share the provider's endpoint; the prices are the sandbox's
/// own guesses, and no statement about the provider's.
enum Catalogue {
    static let models = plain + withDimensions

    private static let plain: [VideoModel] = [
        motionControl(
            "klingai/video-v3-motion-control", "Kling v3 Motion Control", .v3,
            aliases: ["klingai/kling-v3-motion-control", "video-v3-motion-control"]),
        motionControl(
            "klingai/video-v2-6-pro-motion-control", "Kling v2.6 Pro Motion Control", .v26),
        motionControl("klingai/video-v2-6-motion-control", "Kling v2.6 Motion Control", .v26),
        VideoModel(
            id: "klingai/v2.1-master-text-to-video", name: "Kling v2.1 Master",
            developer: "Kling AI", capability: "text_to_video",
            pricing: .fixed(Rate(nanos: 364_000_000, unit: "second", per: 1))),
        VideoModel(
            id: "google/veo-3.1-t2v", name: "Veo 3.1", developer: "Google",
            capability: "text_to_video",
            pricing: .variants([
                .init(
                    when: [.init("generate_audio", "false")],
                    rate: Rate(nanos: 260_000_000, unit: "second", per: 1)),
                .init(
                    when: [.init("generate_audio", "true")],
                    rate: Rate(nanos: 520_000_000, unit: "second", per: 1)),
            ])),
        VideoModel(
            id: "openai/sora-2-pro-t2v", name: "Sora 2 Pro", developer: "OpenAI",
            capability: "text_to_video",
            pricing: .variants([
                .init(
                    when: [.init("resolution", "720p")],
                    rate: Rate(nanos: 390_000_000, unit: "second", per: 1)),
                .init(
                    when: [.init("resolution", "1080p")],
                    rate: Rate(nanos: 650_000_000, unit: "second", per: 1)),
            ])),
        VideoModel(
            id: "minimax/hailuo-2.3", name: "Hailuo 2.3", developer: "MiniMax",
            capability: "image_to_video",
            pricing: .fixed(Rate(nanos: 294_000_000, unit: "video", per: 1))),
        VideoModel(
            id: "runway/gen4_turbo", name: "Gen-4 Turbo", developer: "Runway",
            capability: "image_to_video",
            pricing: .fixed(Rate(nanos: 650_000_000, unit: "second", per: 10))),
        VideoModel(
            id: "bytedance/seedance-1-0-pro-t2v", name: "Seedance 1.0 Pro",
            developer: "ByteDance", capability: "text_to_video", pricing: .variable),
    ]

    static func model(_ id: String) -> VideoModel? { models.first { $0.id == id } }

    /// Motion control per second of reference: std and pro. The provider's own price is in no
    /// public copy; these are the ones that Bursar ships as its built-in guess.
    enum MotionPrice {
        case v3, v26

        var std: Int64 { self == .v3 ? 163_800_000 : 91_000_000 }
        var pro: Int64 { self == .v3 ? 218_400_000 : 145_600_000 }
    }

    private static func motionControl(
        _ id: String, _ name: String, _ price: MotionPrice, aliases: [String] = []
    ) -> VideoModel {
        VideoModel(
            id: id, aliases: aliases, name: name, developer: "Kling AI",
            capability: "motion_control",
            pricing: .variants([
                .init(
                    when: [.init("mode", "std")],
                    rate: Rate(nanos: price.std, unit: "second", per: 1)),
                .init(
                    when: [.init("mode", "pro")],
                    rate: Rate(nanos: price.pro, unit: "second", per: 1)),
            ]))
    }
}
