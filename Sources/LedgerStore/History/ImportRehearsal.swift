/// How many records an import took in, and how many were there before.
package struct ImportCount: Hashable, Sendable {
    package var imported = 0
    package var skipped = 0

    static func + (left: ImportCount, right: ImportCount) -> ImportCount {
        ImportCount(imported: left.imported + right.imported, skipped: left.skipped + right.skipped)
    }
}

/// What an import comes to, record by record.
package struct ImportRehearsal: Hashable, Sendable {
    package private(set) var count = ImportCount()
    /// Which records were there before, by their numbers from 0: runs, as most files have few.
    private var skipped: [Range<Int>] = []

    package func isSkipped(_ index: Int) -> Bool {
        var (low, high) = (0, skipped.count)
        while low < high {
            let middle = (low + high) / 2
            if skipped[middle].upperBound > index { high = middle } else { low = middle + 1 }
        }
        return low < skipped.count && skipped[low].contains(index)
    }

    mutating func take() { count.imported += 1 }

    mutating func skip() {
        let index = count.imported + count.skipped
        count.skipped += 1
        if let last = skipped.last, last.upperBound == index {
            skipped[skipped.count - 1] = last.lowerBound..<index + 1
        } else {
            skipped.append(index..<index + 1)
        }
    }
}

/// An import that had let others in ended: what it had taken in by then stays.
package struct PartlyImported: Error {
    package let imported: Int
    package let cause: any Error
}
