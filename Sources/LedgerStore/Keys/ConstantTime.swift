/// Comparisons that take as long for what is nearly right as for what is all wrong.
enum ConstantTime {
    /// Whether two runs of bytes are equal. Runs of one length are read to their ends, wherever they
    /// differ, so the time that it takes says nothing of how much was guessed.
    static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (one, other) in zip(left, right) { difference |= one ^ other }
        return difference == 0
    }
}
