import TestSupport
import Testing

@testable import Accounting

/// Real files, whole and damaged.
struct WrittenFilmTests {
    @Test(arguments: WrittenFilm.allCases) func theirLengthIsRead(film: WrittenFilm) throws {
        let bytes = try #require(DataURI(parsing: film.dataURI)).bytes
        let video = try ReferenceVideo(reading: bytes)
        #expect(video.length?.milliseconds == 3500)
        switch film {
        case .plain, .begun, .fragments: #expect(video.container == .mp4)
        case .stated, .live: #expect(video.container == .webM)
        case .matroska: #expect(video.container == .matroska)
        }
    }

    /// Whatever a file claims, it is read in a time that its size bounds, and nothing traps.
    @Test func damageOfAnyKindIsReadToTheEnd() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("films: seed \(seed)")
        var random = SplitMix64(seed: seed)
        let films = try WrittenFilm.allCases.map {
            try #require(DataURI(parsing: $0.dataURI)).bytes
        }
        let clock = ContinuousClock()
        for _ in 0..<3000 {
            var bytes = films.randomElement(using: &random)!
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                damage(&bytes, using: &random)
            }
            var length: MovieLength?
            let time = clock.measure { length = MovieLength(movie: bytes) }
            #expect(time < .seconds(5), "seed \(seed)")
            #expect(length.map { (1...86_400_000).contains($0.milliseconds) } ?? true)
        }
    }

    private func damage(_ bytes: inout [UInt8], using random: inout SplitMix64) {
        guard let place = bytes.indices.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes[place] = .random(in: 0...255, using: &random)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 2:
            // A number of the largest or the smallest kind, where sizes and times stand.
            let filler: UInt8 = Bool.random(using: &random) ? 0xFF : 0
            for next in place..<min(place + [1, 4, 8].randomElement(using: &random)!, bytes.count) {
                bytes[next] = filler
            }
        case 3: bytes.removeLast(bytes.count - place)
        case 4: bytes.insert(contentsOf: Film.zeros(4), at: place)
        default: bytes.append(contentsOf: bytes[place...].prefix(400))
        }
    }
}
