/// What may have been meant by a word that is not known.
enum Suggestion {
    /// The known word that is nearest, when it differs by about one character in five at
    /// most. Another case is no change, and no word is its own suggestion.
    static func nearest(to word: String, among known: some Sequence<String>) -> String? {
        let most = max(1, word.count / 5)
        return known.map { (word: $0, changes: changes(from: word, to: $0)) }
            .filter { $0.changes <= most && $0.changes < word.count && $0.word != word }
            .min { rank($0, word) < rank($1, word) }?.word
    }

    /// Fewer changes first; of as many, those that leave the length as it is.
    private static func rank(_ known: (word: String, changes: Int), _ word: String)
        -> (Int, Int, String)
    {
        (known.changes, abs(known.word.count - word.count), known.word)
    }

    /// ` Did you mean 'submit'?`, or nothing.
    static func question(about word: String, among known: some Sequence<String>) -> String {
        nearest(to: word, among: known).map { " Did you mean '\($0)'?" } ?? ""
    }

    /// How many characters must be put in, taken out, replaced or swapped with their neighbour.
    static func changes(from first: String, to second: String) -> Int {
        let (first, second) = (Array(first.lowercased()), Array(second.lowercased()))
        var last = [Int](repeating: 0, count: second.count + 1)
        var row = Array(0...second.count)
        for i in first.indices {
            var next = [i + 1]
            for j in second.indices {
                let isSame = first[i] == second[j]
                var least = min(row[j + 1] + 1, next[j] + 1, row[j] + (isSame ? 0 : 1))
                if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                    least = min(least, last[j - 1] + 1)
                }
                next.append(least)
            }
            (last, row) = (row, next)
        }
        return row[second.count]
    }
}
