/// Matroska and WebM files, element by element.
package enum WebFilm {
    package struct Block {
        package let track: UInt8
        /// Ticks of a thousandth of a second, from the cluster's time on.
        package let ticks: Int16
        package let duration: UInt64?

        package init(_ ticks: Int16, track: UInt8 = 1, duration: UInt64? = nil) {
            self.ticks = ticks
            self.track = track
            self.duration = duration
        }

        var bytes: [UInt8] {
            let contents =
                [0x80 | track] + Film.big(UInt64(UInt16(bitPattern: ticks)), 2) + [0x80, 1, 2, 3]
            guard let duration else { return element([0xA3], contents) }
            return element(
                [0xA0], element([0xA1], contents) + element([0x9B], Film.big(duration, 4)))
        }
    }

    /// A file with these parts, one behind the other. `isLive` leaves the sizes open.
    package static func file(
        type: String = "webm", _ parts: [UInt8], isLive: Bool = false
    ) -> [UInt8] {
        element([0x1A, 0x45, 0xDF, 0xA3], element([0x42, 0x82], Array(type.utf8)))
            + (isLive ? [0x18, 0x53, 0x80, 0x67] + open : []) + (isLive ? parts : segment(parts))
    }

    private static func segment(_ parts: [UInt8]) -> [UInt8] {
        element([0x18, 0x53, 0x80, 0x67], parts)
    }

    package static func information(ticks: Double?, scale: UInt64? = nil) -> [UInt8] {
        element(
            [0x15, 0x49, 0xA9, 0x66],
            (scale.map { element([0x2A, 0xD7, 0xB1], Film.big($0, 4)) } ?? [])
                + (ticks.map { element([0x44, 0x89], Film.big($0.bitPattern, 8)) } ?? []))
    }

    /// Types: 1 is video, 2 is sound, 17 is text.
    package static func tracks(_ types: [UInt8], frame nanoseconds: UInt64? = nil) -> [UInt8] {
        element(
            [0x16, 0x54, 0xAE, 0x6B],
            types.enumerated().flatMap { index, type in
                element(
                    [0xAE],
                    element([0xD7], [UInt8(index + 1)]) + element([0x83], [type])
                        + (nanoseconds.map { element([0x23, 0xE3, 0x83], Film.big($0, 8)) } ?? []))
            })
    }

    package static func cluster(
        at ticks: UInt64, _ blocks: [Block], isLive: Bool = false
    ) -> [UInt8] {
        let contents = element([0xE7], Film.big(ticks, 8)) + blocks.flatMap(\.bytes)
        let id: [UInt8] = [0x1F, 0x43, 0xB6, 0x75]
        return isLive ? id + open + contents : element(id, contents)
    }

    package static func element(_ id: [UInt8], _ contents: [UInt8]) -> [UInt8] {
        id + [0x08] + Film.big(UInt64(contents.count), 4) + contents
    }

    /// A size that is not known.
    private static let open: [UInt8] = [0x01] + [UInt8](repeating: 0xFF, count: 7)
}
