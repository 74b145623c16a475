import TOMLKit
import Text

/// What is wrong in a file that is no TOML: the line, the key or heading in it, and what to write.
struct TOMLMistake {
    /// The first line is 1; nil where the parser names none.
    let line: Int?
    let sentence: String

    init(_ error: any Error, in text: String) {
        guard let parse = error as? TOMLParseError else {
            line = nil
            sentence = "it is no TOML (\(error))"
            return
        }
        line = parse.source.begin.line
        // `Error while parsing key-value pair: encountered end-of-file`
        let reason = parse.description.split(separator: ": ", maxSplits: 1).last ?? ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let written = line.flatMap { lines.indices.contains($0 - 1) ? lines[$0 - 1].trimmed : nil }
        sentence = TOMLMistake.sentence(written ?? "", String(reason))
    }

    private static func sentence(_ written: String, _ reason: String) -> String {
        let isRepeated = reason.hasPrefix("cannot redefine")
        if written.hasPrefix("[") {
            return isRepeated
                ? "the table \(written) is here for a second time; put its keys below the first"
                : "the heading \(written) cannot be read (\(reason)); write [name] or [[name]]"
        }
        let key = written.prefix { $0 != "=" }.trimmed
        guard written.contains("="), !key.isEmpty else {
            return "'\(written)' cannot be read (\(reason)); write key = \"value\""
        }
        return isRepeated
            ? "'\(key)' is here for a second time; remove one of the two"
            : "the value of '\(key)' cannot be read (\(reason)); write \(key) = \"…\", in quotes and"
                + " with each backslash doubled"
    }
}
