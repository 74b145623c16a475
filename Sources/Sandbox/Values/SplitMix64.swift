/// The sandbox's only source of chance: a 64-bit generator that a seed repeats exactly.
///
/// The standard library does not promise that `random(in:using:)` stays the same between releases,
/// so the draws are made here. Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
/// Generators" (2014).
///
///     var chance = SplitMix64(seed: 7, stream: 3)
///     chance.below(6)          // the same number every time
struct SplitMix64: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A generator of its own for one submission, so that one more draw in it moves no other.
    init(seed: UInt64, stream: UInt64) {
        var root = SplitMix64(seed: seed)
        var branch = SplitMix64(seed: root.next() ^ (stream &* 0xD134_2543_DE82_EF95))
        state = branch.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `limit`; the bias is below one in 2⁵⁰ here.
    mutating func below(_ limit: Int) -> Int {
        precondition(limit > 0, "a draw needs at least one outcome")
        return Int(next().multipliedFullWidth(by: UInt64(limit)).high)
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[below(choices.count)]
    }

    /// True in `percent` of a hundred draws, counted to a thousandth of a percent.
    mutating func happens(percent: Double) -> Bool {
        below(100_000) < Int((percent * 1000).rounded())
    }
}
