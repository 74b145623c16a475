/// How the rows of a window are shared out among the sections of a screen, the first one first.
///
/// From the first to the last they get the least that they should have; then, in the same order, the
/// rest of their rows. So where rows are short the last section goes first.
struct ScreenRows {
    struct Section: Hashable {
        let wanted: Int
        /// Fewer are only given to the last section that has any.
        let least: Int
        /// What it takes besides its own: a title and an empty row.
        let besides: Int
    }

    /// How many rows of its own each section gets; zero for one that has no place.
    static func shared(_ rows: Int, among sections: [Section]) -> [Int] {
        var left = rows
        var granted = sections.map { section in
            let due = min(section.wanted, section.least)
            let given = min(due, left - section.besides)
            guard given > 0 else { return 0 }
            left -= given + section.besides
            return given
        }
        for (index, section) in sections.enumerated() where granted[index] > 0 {
            let more = min(left, section.wanted - granted[index])
            granted[index] += more
            left -= more
        }
        return granted
    }
}
