extension String {
    /// Whether both have the same bytes. Two strings are equal already when they look the same: `é` in one
    /// code point or in two.
    @inlinable package func isExactly(_ other: String) -> Bool {
        // Most pairs that differ do so in length, which a string knows.
        guard utf8.count == other.utf8.count else { return false }
        let isSame = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { left.elementsEqual($0) }
        }
        return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}
