import Accounting
import Text

/// What is to be said about a file before anything of it is imported.
struct ImportSurvey {
    /// How many records have no name of their own.
    private(set) var nameless = 0
    private var ignored: Set<String> = []

    mutating func add(_ item: RecordReader.Item) {
        ignored.formUnion(item.unknownKeys)
        if !item.record.isNamed { nameless += 1 }
    }

    func warnings(allowsRepeats: Bool) -> [String] {
        var warnings: [String] = []
        if nameless > 0, !allowsRepeats {
            warnings.append(
                "warning: \(nameless) without a generation_id, a source_id or an id: importing them again"
                    + " will be refused, because they cannot be told from new ones"
                    + " (--allow-repeats takes them again)")
        }
        if !ignored.isEmpty { warnings.append("warning: ignored unknown fields: \(names)") }
        return warnings
    }

    /// The first few, in order.
    private var names: String {
        let shown = ignored.sorted().prefix(8).map { TerminalText.clipped($0, to: 40) }
        let more = ignored.count > shown.count ? " and \(ignored.count - shown.count) more" : ""
        return TerminalText.escaped(shown.joined(separator: ", ")) + more
    }
}
