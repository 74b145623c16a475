import TestSupport
import Testing

@testable import Accounting

/// Films in fragments: what `moov` says is the beginning at the most.
struct FragmentTests {
    @Test func theHeaderHasTheFirstFragmentAndTheRestFollows() {
        // Ten samples a second: a second in the header, and eleven fragments.
        let track = Film.Track { ($0.shown, $0.held, $0.samples) = (1000, 10, [(10, 1)]) }
        let movie = Film.movie(stated: 1000, tracks: [track], more: Film.extends(duration: 1))
        for isTimed in [true, false] {
            let rest = (1...11).flatMap { second in
                Film.Fragment { $0.time = isTimed ? UInt64(second) * 10 : nil }.bytes
            }
            #expect(milliseconds(movie + rest) == 12_000)
            // Cut off in the middle: what is there counts.
            #expect(milliseconds(Array((movie + rest).dropLast(rest.count * 6 / 11))) == 6000)
        }
        #expect(milliseconds(movie) == 1000)
    }

    @Test func whereASampleSaysHowLongItIs() {
        let rows: [(name: String, extends: UInt64, fragment: (inout Film.Fragment) -> Void)] = [
            ("trex", 4, { _ in }), ("tfhd", 1, { $0.duration = 4 }),
            ("trun", 1, { $0.durations = [1, 2, 3, 34] }),
            ("tfdt", 4, { $0.time = 0 }), ("tfdt after a wait", 1, { $0.time = 30 }),
        ]
        for row in rows {
            let bytes =
                Film.movie(more: Film.extends(duration: row.extends))
                + Film.Fragment(row.fragment).bytes
            #expect(milliseconds(bytes) == 4000, "\(row.name)")
        }
    }

    @Test func theFragmentsThatAreMissingCountWhereTheFileSaysHowLongItWas() {
        let fragment = Film.Fragment { $0.duration = 1 }.bytes
        #expect(milliseconds(Film.movie(more: Film.extends(stated: 12_000)) + fragment) == 12_000)
        let index = Film.index(scale: 10, segments: [50, 50, 20])
        #expect(milliseconds(Film.movie(more: Film.extends()) + index + fragment) == 12_000)
    }

    /// A piece of a broadcast bears the broadcast's time.
    @Test func timeSinceTheBeginningOfABroadcastIsNoLength() {
        let movie = Film.movie(more: Film.extends(duration: 1))
        let pieces = (0..<4).flatMap { second in
            Film.Fragment { $0.time = 500_000 + UInt64(second) * 10 }.bytes
        }
        #expect(milliseconds(movie + pieces) == 4000)
        // Every piece may count from zero.
        let again = (0..<4).flatMap { _ in Film.Fragment { $0.time = 0 }.bytes }
        #expect(milliseconds(movie + again) == 4000)
    }

    @Test func whatCannotBeAddedUpIsNoLength() {
        let movie = Film.movie(more: Film.extends(duration: UInt64(UInt32.max)))
        let huge = Film.Fragment { $0.samples = UInt64(UInt32.max) }.bytes
        #expect(milliseconds(movie + huge + huge) == nil)
        let late = Film.Fragment { ($0.time, $0.duration) = (.max, 1) }.bytes
        #expect(milliseconds(movie + late + late) == 2000)
        // What is there says nothing: the longest reference is assumed.
        #expect(throws: Never.self) { try ReferenceVideo(reading: movie) }
        #expect(milliseconds(movie) == nil)
    }

    private func milliseconds(_ bytes: [UInt8]) -> Int? { MovieLength(movie: bytes)?.milliseconds }
}
