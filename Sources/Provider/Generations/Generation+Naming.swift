import Accounting
import Text

extension Generation {
    /// Whether the answer is about the generation that was asked for. One that names no generation is:
    /// it answers the question. One that names only others settles nothing of this one.
    ///
    /// An id may be written in more than one way: with the model behind it or without, percent-encoded,
    /// a UUID in upper case.
    package func isAbout(_ asked: String) -> Bool {
        guard let id else { return true }
        return ([id] + alsoNamed).contains { Generation.areSame($0, asked) }
    }

    /// Of two ids that both name a model, the models count as well.
    static func areSame(_ left: String, _ right: String) -> Bool {
        if left.isExactly(right) || left.percentEncoded.isExactly(right)
            || left.isExactly(right.percentEncoded)
        {
            return true
        }
        let (one, other) = (Spelling(left), Spelling(right))
        return one.number.isExactly(other.number)
            && (one.model == nil || other.model == nil || one.model == other.model)
    }

    /// `349865017168125:minimax/hailuo-2.3` is a number and a model.
    private struct Spelling {
        let number: String
        let model: Name?

        init(_ text: String) {
            let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let first = String(halves[0])
            number = Spelling.isUUID(first) ? first.lowercased() : first
            model = halves.count == 2 ? Name(String(halves[1])) : nil
        }

        private static func isUUID(_ text: String) -> Bool {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
                && parts.allSatisfy { Hexadecimal.isOnlyDigits($0) }
        }
    }
}
