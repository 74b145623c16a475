import Foundation
import Testing

@testable import Sandbox

struct MovieLengthTests {
    @Test(arguments: [
        (1000, 7500, 7_500_000), (600, 6001, 10_001_667), (90_000, 90_000, 1_000_000),
    ])
    func theLengthIsReadFromTheMovieHeader(scale: UInt32, length: UInt32, micros: Int64) {
        let bytes = Film.mp4(timescale: scale, duration: length)
        #expect(MovieLength.micros(ofMovie: bytes[...]) == micros)
        #expect(MovieLength.micros(ofDataURI: Film.dataURI(bytes)) == micros)
    }

    @Test func aHeaderWithSixtyFourBitsIsRead() {
        let header =
            [1, 0, 0, 0] + Film.big(0, 8) + Film.big(0, 8) + Film.big(1000, 4) + Film.big(2500, 8)
        let bytes = Film.box("moov", Film.box("mvhd", header))
        #expect(MovieLength.micros(ofMovie: bytes[...]) == 2_500_000)
    }

    @Test func damagedFilmsHaveNoLength() {
        let film = Film.mp4(timescale: 1000, duration: 7500)
        for count in 0..<film.count - 1 {
            #expect(MovieLength.micros(ofMovie: film.prefix(count)) == nil)
        }
        #expect(MovieLength.micros(ofMovie: Film.mp4(timescale: 0, duration: 9)[...]) == nil)
        #expect(MovieLength.micros(ofDataURI: "https://example.com/dance.mp4") == nil)
        #expect(MovieLength.micros(ofDataURI: "data:video/mp4;base64,") == nil)
    }
}

/// The smallest ISO base media files that have a length.
enum Film {
    static func mp4(timescale: UInt32, duration: UInt32) -> [UInt8] {
        let header =
            [0, 0, 0, 0] + big(0, 4) + big(0, 4) + big(UInt64(timescale), 4)
            + big(UInt64(duration), 4)
        return box("ftyp", Array("isom".utf8)) + box("moov", box("trak", []) + box("mvhd", header))
    }

    static func box(_ name: String, _ contents: [UInt8]) -> [UInt8] {
        big(UInt64(contents.count + 8), 4) + Array(name.utf8) + contents
    }

    static func big(_ value: UInt64, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    static func dataURI(_ bytes: [UInt8]) -> String {
        "data:video/mp4;base64,\(Data(bytes).base64EncodedString())"
    }
}
