import TestSupport
import Testing

@testable import Accounting

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
        let header =
            [1, 0, 0, 0] + Film.big(0, 8) + Film.big(0, 8) + Film.big(1000, 4) + Film.big(2500, 8)
        let bytes = Film.box("moov", Film.box("mvhd", header))
        #expect(MovieLength(movie: bytes)?.milliseconds == 2500)
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
}
