import TestSupport
import Testing

@testable import Accounting

/// How long a film of ISO boxes is: never less than any place of the file says.
struct MovieLengthTests {
    @Test(arguments: [
        (1000, 7500, 7_500_000, 7500), (600, 6001, 10_001_667, 10_002),
        (90_000, 90_000, 1_000_000, 1000),
    ])
    func theLengthIsReadFromTheMovieHeader(
        scale: UInt32, length: UInt32, micros: Int64, millis: Int
    ) {
        let movie = MovieLength(movie: Film.mp4(timescale: scale, duration: length))
        #expect(movie?.microseconds == micros)
        #expect(movie?.milliseconds == millis)
    }

    @Test func aHeaderWithSixtyFourBitsIsRead() {
        let bytes = Film.box("moov", Film.header(stated: 2500, scale: 1000, isLong: true))
        #expect(milliseconds(bytes) == 2500)
    }

    @Test func damagedFilmsHaveNoLength() {
        let film = Film.mp4(timescale: 1000, duration: 7500)
        for count in 0..<film.count - 1 {
            #expect(MovieLength(movie: Array(film.prefix(count))) == nil)
        }
    }

    /// What writers put there when they do not know, and what no video can be.
    @Test(arguments: [(0, 9), (1000, 0), (1000, .max), (1, 86_400)] as [(UInt32, UInt32)])
    func aHeaderThatSaysNothingIsNotBelieved(scale: UInt32, length: UInt32) {
        #expect(MovieLength(movie: Film.mp4(timescale: scale, duration: length)) == nil)
    }

    @Test func otherFilesHaveNoLength() {
        #expect(MovieLength(movie: []) == nil)
        #expect(MovieLength(movie: Array("not a movie at all, but long enough".utf8)) == nil)
    }

    /// All ones in 31, 32, 63 and 64 bits of a field of 64, a sum that no number holds, and a scale
    /// that no reader takes. The track says 12 s.
    @Test(
        arguments: [
            (UInt64(UInt32.max), 90_000), (.max, 90_000), (UInt64(Int64.max), 90_000),
            (UInt64(Int32.max), 90_000), (.max - 1, 1), (0x0001_517E_FFFE_AE81, 0xFFFF_FFFF),
            (1 << 63, 1000), (0, 1000), (5, 0),
        ] as [(UInt64, UInt64)])
    func aSenselessHeaderLeavesTheTracks(stated: UInt64, scale: UInt64) {
        let track = Film.Track { $0.samples = [(120, 1)] }
        let bytes = Film.box(
            "moov",
            Film.header(stated: stated, scale: scale, isLong: true) + trak(track))
        #expect(milliseconds(bytes) == 12_000)
    }

    @Test func theLargestOfTheHeaderAndTheTracksCounts() {
        let rows: [(name: String, track: (inout Film.Track) -> Void)] = [
            ("tkhd", { $0.shown = 12_000 }), ("mdhd", { $0.held = 120 }),
            ("elst", { $0.edits = [(12_000, 0)] }),
            ("elst, twice the same", { $0.edits = [(6000, 0), (6000, 0)] }),
            ("elst, after a wait", { $0.edits = [(3000, nil), (9000, 0)] }),
            ("stts", { $0.samples = [(100, 1), (5, 4)] }),
            ("stts with a step back", { $0.samples = [(119, 1), (1, 0xFFFF_FFFE)] }),
        ]
        for row in rows {
            var track = Film.Track()
            (track.shown, track.held) = (1000, 10)
            row.track(&track)
            #expect(
                milliseconds(Film.movie(stated: 1000, tracks: [track])) == 12_000, "\(row.name)")
        }
        #expect(milliseconds(Film.movie(stated: 12_000)) == 12_000)
        let short = Film.Track { $0.shown = 1000 }
        let sound = Film.Track { ($0.handler, $0.id, $0.held) = ("soun", 2, 120) }
        #expect(milliseconds(Film.movie(stated: 1000, tracks: [short, sound])) == 12_000)
    }

    /// An encoder's lead-in would make 13 s of every 12 with sound. Pictures that an edit hides are
    /// there for who knows no edits.
    @Test func theLeadInOfSoundIsNoLengthButHiddenPicturesAre() {
        let sound = Film.Track {
            ($0.handler, $0.id, $0.held, $0.scale) = ("soun", 2, 12_021, 1000)
            $0.edits = [(12_000, 21)]
        }
        var film = Film.Track { ($0.shown, $0.held) = (12_000, 120) }
        #expect(milliseconds(Film.movie(stated: 12_000, tracks: [film, sound])) == 12_000)
        film.edits = [(3000, 50)]
        (film.shown, film.held) = (3000, 80)
        #expect(milliseconds(Film.movie(stated: 3000, tracks: [film])) == 8000)
    }

    private func milliseconds(_ bytes: [UInt8]) -> Int? { MovieLength(movie: bytes)?.milliseconds }

    /// The `trak` box alone.
    private func trak(_ track: Film.Track) -> [UInt8] {
        let movie = Film.movie(tracks: [track])
        return Array(movie.dropFirst(16 + 8 + Film.header(stated: 0, scale: 1000).count))
    }
}
