import TestSupport
import Testing

@testable import Accounting

/// What is a video, and what is none.
struct ReferenceVideoTests {
    private static let film = Film.movie(stated: 12_000)

    /// Boxes that players pass over, and sizes as they may be written.
    @Test func boxesBeforeAndBetweenChangeNothing() throws {
        let film = ReferenceVideoTests.film
        let media = Film.zeros(64)
        let rows: [(name: String, bytes: [UInt8])] = [
            ("uuid", Film.box("uuid", Film.zeros(24)) + film),
            ("skip", Film.box("skip", []) + film),
            ("free", Film.box("free", Film.zeros(9)) + film),
            ("pnot", Film.box("pnot", Film.zeros(12)) + Film.box("PICT", [1]) + film),
            ("wide", Film.box("wide", []) + Film.box("mdat", media) + film),
            (
                "of eight bytes",
                Film.big(1, 4) + Array("mdat".utf8) + Film.big(80, 8) + media + film
            ),
            ("to the end", film + Film.big(0, 4) + Array("mdat".utf8) + media),
            ("cut off", film + Film.big(900_000, 4) + Array("mdat".utf8) + media),
            ("words behind", film + Array("some words".utf8)),
        ]
        for row in rows {
            let video = try ReferenceVideo(reading: row.bytes)
            #expect(video.length?.milliseconds == 12_000, "\(row.name)")
        }
        #expect(try ReferenceVideo(reading: film).container == .mp4)
        #expect(try ReferenceVideo(reading: Film.movie(brand: "qt  ")).container == .quickTime)
        #expect(try ReferenceVideo(reading: rows[4].bytes).container == .mp4)
    }

    @Test func whatHoldsNoVideoIsNone() {
        let sound = Film.Track { ($0.handler, $0.held) = ("soun", 120) }
        let text = Film.Track { ($0.handler, $0.held) = ("text", 120) }
        let images = Film.Track { ($0.handler, $0.held) = ("pict", 120) }
        let film = ReferenceVideoTests.film
        let rows: [(name: String, bytes: [UInt8], reason: NoVideo)] = [
            ("sound", Film.movie(stated: 12_000, tracks: [sound]), .noVideoTrack),
            (
                "sound in fragments",
                Film.movie(tracks: [sound], more: Film.extends(duration: 1))
                    + Film.Fragment().bytes, .noVideoTrack
            ),
            ("sound and text", Film.movie(tracks: [sound, text]), .noVideoTrack),
            ("images", Film.movie(brand: "avis", tracks: [images]), .stillImage),
            (
                "HEIC", Film.box("ftyp", Array("heic".utf8)) + Film.box("meta", Film.zeros(40)),
                .stillImage
            ),
            (
                "cut before moov",
                Film.box("ftyp", Array("isom".utf8)) + Film.big(900, 4) + Array("mdat".utf8)
                    + Film.zeros(99), .noHeader
            ),
            ("cut in moov", Array(film.prefix(40)), .noHeader),
            ("a segment", Film.box("styp", []) + Film.Fragment().bytes, .noHeader),
            ("sound of WebM", WebFilm.file(WebFilm.tracks([2])), .noVideoTrack),
            ("words of Matroska", WebFilm.file(WebFilm.tracks([17])), .noVideoTrack),
            ("cut WebM", WebFilm.file(WebFilm.information(ticks: 8000)), .noHeader),
            ("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .unknownKind),
            ("words", Array("hello, this is no film at all".utf8), .unknownKind),
            ("sound of RIFF", Array("RIFF....WAVEfmt ".utf8), .unknownKind),
            ("sound of AVI", Riff.film([Riff.header("auds", units: 9)]), .noVideoTrack),
            ("cut AVI", Riff.film([]), .noHeader),
            ("sound of Flash", Array("FLV".utf8) + [1, 4, 0, 0, 0, 9], .noVideoTrack),
            ("sound of Ogg", Array("OggS.......................vorbis".utf8), .noVideoTrack),
            ("sound of NUT", nut(kind: 1), .noVideoTrack),
            ("nothing", [], .unknownKind), ("one byte", [0], .unknownKind),
        ]
        for row in rows {
            #expect(throws: row.reason, "\(row.name)") { try ReferenceVideo(reading: row.bytes) }
        }
    }

    /// Files of which no length is read: the longest reference is assumed.
    @Test func otherKindsOfVideoAreTaken() throws {
        let start: [UInt8] = [0x47, 0x41, 0, 0x10]
        let packet = start + Film.zeros(184)
        let packets = packet + start + picture + packet + packet
        let rows: [(VideoContainer, [UInt8])] = [
            (.avi, Riff.film([Riff.header("vids", units: 0)])),
            (.flash, Array("FLV".utf8) + [1, 1, 0, 0, 0, 9]),
            (.flash, Array("FLV".utf8) + [1, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9] + Film.zeros(11)),
            (.transportStream, packets), (.programStream, [0, 0, 1, 0xBA] + picture),
            (.ogg, Array("OggS....".utf8) + [0x80] + Array("theora".utf8)),
            (.nut, nut(kind: 0)), (.digitalVideo, [0x1F, 0x07, 0x00, 0xBF]),
            (.ivf, Array("DKIF".utf8)), (.elementaryStream, [0, 0, 0, 1, 0x67, 0x42]),
        ]
        for (kind, bytes) in rows {
            let video = try ReferenceVideo(reading: bytes)
            #expect(video.container == kind)
            #expect(video.length == nil)
        }
        // A header that is stored compressed, and one with no tracks, may be a film.
        let compressed = Film.box("moov", Film.box("cmov", Film.zeros(40)))
        #expect(try ReferenceVideo(reading: compressed).length == nil)
    }

    /// What the headers say, and the pictures that are there: a live writer leaves a number of its own.
    @Test func anAVIFileIsAsLongAsItsPictures() throws {
        let pictures = (0..<50).flatMap { _ in Riff.chunk("00dc", [1, 2, 3]) }
        let rows: [(name: String, parts: [[UInt8]], milliseconds: Int?)] = [
            ("stated", [Riff.header("vids", units: 60)], 12_000),
            ("held", [Riff.header("vids", units: 1 << 30), pictures], 10_000),
            ("sound", [Riff.header("vids", units: 5), Riff.header("auds", units: 60)], 12_000),
            ("main header", [Riff.main(pictures: 300), Riff.header("vids", units: 5)], 12_000),
            ("nothing", [Riff.header("vids", units: 0)], nil),
        ]
        for row in rows {
            let video = try ReferenceVideo(reading: Riff.film(row.parts))
            #expect(video.length?.milliseconds == row.milliseconds, "\(row.name)")
        }
    }

    @Test func aFlashVideoIsAsLongAsItsTags() throws {
        func tag(_ kind: UInt8, _ time: UInt64, _ contents: [UInt8] = [0]) -> [UInt8] {
            [kind] + Film.big(UInt64(contents.count), 3) + Film.big(time & 0xFF_FFFF, 3)
                + Film.big(time >> 24, 1) + Film.zeros(3) + contents + Film.zeros(4)
        }
        let head = Array("FLV".utf8) + [1, 5, 0, 0, 0, 9, 0, 0, 0, 0]
        let tags = [0, 500, 1000, 1500].flatMap { tag(9, $0) }
        #expect(try length(head + tags) == 2000)
        let late = [0, 500, 1000].flatMap { tag(9, 90_000_000 + $0) }
        #expect(try length(head + late) == 1500)
        let name = [2, 0, 10] + Array("onMetaData".utf8) + [8, 0, 0, 0, 1]
        let duration = [0, 8] + Array("duration".utf8) + [0] + Film.big(12.0.bitPattern, 8)
        #expect(try length(head + tag(18, 0, name + duration) + tags) == 12_000)
    }

    private func length(_ bytes: [UInt8]) throws -> Int? {
        try ReferenceVideo(reading: bytes).length?.milliseconds
    }

    private func nut(kind: UInt8) -> [UInt8] {
        let mark: [UInt8] = [0x4E, 0x53, 0x11, 0x40, 0x5B, 0xF2, 0xF9, 0xDB]
        return Array("nut/multimedia container\0".utf8) + mark + [0x81, 0x20, 0, kind, 4]
    }

    private var picture: [UInt8] { [0, 0, 1, 0xE0] + Film.zeros(180) }
}

/// AVI files, chunk by chunk. A second has five units of each stream, and 25 pictures.
private enum Riff {
    static func film(_ parts: [[UInt8]]) -> [UInt8] {
        Array("RIFF".utf8) + Film.zeros(4) + Array("AVI LIST".utf8) + Film.zeros(4)
            + Array("hdrl".utf8) + parts.flatMap { $0 }
    }

    static func main(pictures: UInt64) -> [UInt8] {
        chunk("avih", little(40_000) + Film.zeros(12) + little(pictures) + Film.zeros(36))
    }

    static func header(_ kind: String, units: UInt64) -> [UInt8] {
        chunk(
            "strh",
            Array(kind.utf8) + Film.zeros(16) + little(1) + little(5) + Film.zeros(4)
                + little(units) + Film.zeros(20))
    }

    static func chunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
        Array(name.utf8) + little(UInt64(contents.count)) + contents
            + Film.zeros(contents.count % 2)
    }

    private static func little(_ value: UInt64) -> [UInt8] { Film.big(value, 4).reversed() }
}
