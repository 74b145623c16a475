import TestSupport
import Testing

@testable import Accounting

/// Matroska and WebM: what they state, and how far their blocks go.
struct WebFilmTests {
    private static let video = WebFilm.tracks([1])

    @Test func theStatedLengthIsRead() throws {
        let bytes = WebFilm.file(WebFilm.information(ticks: 8000) + WebFilmTests.video)
        #expect(milliseconds(bytes) == 8000)
        #expect(try ReferenceVideo(reading: bytes).container == .webM)
        let scaled = WebFilm.information(ticks: 80, scale: 100_000_000)
        #expect(milliseconds(WebFilm.file(type: "matroska", scaled + WebFilmTests.video)) == 8000)
    }

    /// A live writer states nothing and leaves sizes open. The last frame lasts as long as the
    /// others, or as it says.
    @Test func theBlocksSayItWhereNothingElseDoes() {
        for isLive in [true, false] {
            let clusters = (0..<8).flatMap { second in
                WebFilm.cluster(
                    at: second * 1000, (0..<25).map { WebFilm.Block($0 * 40) }, isLive: isLive)
            }
            let head = WebFilm.information(ticks: nil) + WebFilmTests.video
            #expect(milliseconds(WebFilm.file(head + clusters, isLive: isLive)) == 8000)
            // What was stated before it went on is not the whole of it.
            let stale = WebFilm.information(ticks: 3000) + WebFilmTests.video
            #expect(milliseconds(WebFilm.file(stale + clusters, isLive: isLive)) == 8000)
        }
        let last = WebFilm.cluster(
            at: 5000, [WebFilm.Block(-1000), WebFilm.Block(0, duration: 2500)])
        #expect(milliseconds(WebFilm.file(WebFilmTests.video + last)) == 7500)
        let tracks = WebFilm.tracks([1, 2], frame: 500_000_000)
        let one = WebFilm.cluster(at: 0, [WebFilm.Block(0), WebFilm.Block(7000, track: 2)])
        #expect(milliseconds(WebFilm.file(tracks + one)) == 7500)
    }

    @Test func timeSinceTheBeginningOfABroadcastIsNoLength() {
        let piece = WebFilm.cluster(at: 90_000_000, [WebFilm.Block(0), WebFilm.Block(2000)])
        #expect(milliseconds(WebFilm.file(WebFilmTests.video + piece)) == 4000)
        // A wait at the beginning is a part of it.
        let late = WebFilm.cluster(at: 5000, [WebFilm.Block(0), WebFilm.Block(2000)])
        #expect(milliseconds(WebFilm.file(WebFilmTests.video + late)) == 9000)
    }

    /// Players play one after the other.
    @Test func filesThatWereJoinedAreAsLongAsAllOfThem() {
        let stated = WebFilm.file(WebFilm.information(ticks: 8000) + WebFilmTests.video)
        #expect(milliseconds(stated + stated) == 16_000)
        let blocks = WebFilm.cluster(at: 0, [WebFilm.Block(0), WebFilm.Block(2000)], isLive: true)
        let live = WebFilm.file(WebFilmTests.video + blocks, isLive: true)
        #expect(milliseconds(live + live + stated) == 16_000)
    }

    @Test func damageIsSteppedOver() {
        let first = WebFilm.cluster(at: 0, [WebFilm.Block(0)])
        let second = WebFilm.cluster(at: 4000, [WebFilm.Block(0)])
        let bytes = WebFilm.file(
            WebFilmTests.video + first + [0, 0, 0, 7, 7] + second, isLive: true)
        #expect(milliseconds(bytes) == 8000)
        #expect(milliseconds(Array(bytes.dropLast(second.count))) == nil)
    }

    @Test(arguments: [0, -1, .nan, .infinity, 1e300, 86_400_000])
    func aLengthThatCannotBeIsNone(ticks: Double) {
        let bytes = WebFilm.file(WebFilm.information(ticks: ticks) + WebFilmTests.video)
        #expect(milliseconds(bytes) == nil)
        #expect(throws: Never.self) { try ReferenceVideo(reading: bytes) }
    }

    @Test func hugeTimesAreNoLength() {
        let late = WebFilm.cluster(at: .max, [WebFilm.Block(0), WebFilm.Block(32_000)])
        let info = WebFilm.information(ticks: nil, scale: 4_000_000_000)
        #expect(milliseconds(WebFilm.file(info + WebFilmTests.video + late + late)) == nil)
        let both = WebFilm.cluster(at: 0, [WebFilm.Block(0, duration: .max)]) + late
        #expect(milliseconds(WebFilm.file(info + WebFilmTests.video + both)) == nil)
    }

    private func milliseconds(_ bytes: [UInt8]) -> Int? { MovieLength(movie: bytes)?.milliseconds }
}
