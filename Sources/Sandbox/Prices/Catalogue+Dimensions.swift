extension Catalogue {
    /// Models whose price depends on more than one parameter. Their `when` has strings, numbers and
    /// booleans, as the parameters themselves; which of them the provider writes is unknown.
    static let withDimensions: [VideoModel] = [
        VideoModel(
            id: "alibaba/wan-2-6-t2v", aliases: ["wan-2-6-t2v"], name: "Wan 2.6",
            developer: "Alibaba Cloud", capability: "text_to_video",
            pricing: table(
                unit: "second",
                [
                    ([.init("resolution", "720p")], 130_000_000),
                    ([.init("resolution", "1080p")], 195_000_000),
                ])),
        VideoModel(
            id: "bytedance/seedance-1-5-pro", name: "Seedance 1.5 Pro", developer: "ByteDance",
            capability: "text_to_video",
            pricing: table(
                unit: "second",
                [
                    ([.init("resolution", "720p"), .init("generate_audio", true)], 67_600_000),
                    ([.init("resolution", "720p"), .init("generate_audio", false)], 33_800_000),
                    ([.init("resolution", "1080p"), .init("generate_audio", true)], 152_100_000),
                    ([.init("resolution", "1080p"), .init("generate_audio", false)], 76_050_000),
                ])),
        VideoModel(
            id: "pixverse/v5-5-text-to-video", name: "PixVerse v5.5", developer: "PixVerse",
            capability: "text_to_video",
            pricing: table(
                unit: "video",
                [
                    ([.init("resolution", "720p"), .init("duration", 5)], 260_000_000),
                    ([.init("resolution", "720p"), .init("duration", 8)], 520_000_000),
                    ([.init("resolution", "1080p"), .init("duration", 5)], 520_000_000),
                ])),
        VideoModel(
            id: "ltxv/ltxv-2-fast", name: "LTXV 2 Fast", developer: "Lightricks",
            capability: "text_to_video",
            pricing: table(
                unit: "second", per: 10,
                [
                    ([.init("resolution", "1080p")], 520_000_000),
                    ([.init("resolution", "2160p")], 2_080_000_000),
                ])),
    ]

    private static func table(
        unit: String, per: Int64 = 1, _ rows: [([VideoModel.Condition], Int64)]
    ) -> VideoModel.Pricing {
        .variants(
            rows.map { .init(when: $0, rate: Rate(nanos: $1, unit: unit, per: per)) })
    }
}
