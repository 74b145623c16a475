import Foundation

/// The smallest ISO base media files that have a length.
package enum Film {
    package static func mp4(timescale: UInt32, duration: UInt32) -> [UInt8] {
        let header =
            [0, 0, 0, 0] + big(0, 4) + big(0, 4) + big(UInt64(timescale), 4)
            + big(UInt64(duration), 4)
        return box("ftyp", Array("isom".utf8)) + box("moov", box("trak", []) + box("mvhd", header))
    }

    package static func box(_ name: String, _ contents: [UInt8]) -> [UInt8] {
        big(UInt64(contents.count + 8), 4) + Array(name.utf8) + contents
    }

    package static func big(_ value: UInt64, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    package static func dataURI(_ bytes: [UInt8]) -> String {
        "data:video/mp4;base64,\(Data(bytes).base64EncodedString())"
    }
}
