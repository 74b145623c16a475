/// The smallest MP4 that states its length: a file type, and a movie header of one track's time.
package enum TinyMovie {
    /// `ftyp` and `moov` with an `mvhd` of version 0, in milliseconds.
    package static func bytes(milliseconds: UInt32) -> [UInt8] {
        let header =
            word(0) + word(0) + word(0) + word(1000) + word(milliseconds)
            + [UInt8](repeating: 0, count: 80)
        return box("ftyp", Array("isom".utf8) + word(512) + Array("isommp41".utf8))
            + box("moov", box("mvhd", header))
    }

    private static func box(_ kind: String, _ contents: [UInt8]) -> [UInt8] {
        word(UInt32(8 + contents.count)) + Array(kind.utf8) + contents
    }

    private static func word(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
