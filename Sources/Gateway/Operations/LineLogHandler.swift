package import Accounting
package import Logging
import LosslessJSON
import Text

/// Writes each event as one line: of JSON for machines, of text for a terminal.
///
///     2026-11-30T09:00:00.000Z info request method=POST path=/v2/video/generations status=200
package struct LineLogHandler: LogHandler {
    package enum Format: String, CaseIterable, Sendable {
        case text, json
    }

    package var metadata: Logger.Metadata = [:]
    package var logLevel = Logger.Level.info
    private let format: Format
    private let now: @Sendable () -> Instant
    private let write: @Sendable (String) -> Void

    package init(
        _ format: Format, now: @escaping @Sendable () -> Instant,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.format = format
        self.now = now
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }
            .filter { !$0.key.hasPrefix("hb.") }.map { ($0.key, "\($0.value)") }
        let sorted = facts.sorted { LineLogHandler.rank($0.0) < LineLogHandler.rank($1.0) }
        write(line(event, sorted) + "\n")
    }

    private func line(_ event: LogEvent, _ facts: [(String, String)]) -> String {
        switch format {
        case .json:
            let members =
                [
                    JSON.Member("at", .string(now().description)),
                    JSON.Member("level", .string(event.level.rawValue)),
                    JSON.Member("message", .string(event.message.description)),
                ] + facts.map { JSON.Member($0.0, .string($0.1)) }
            return JSON.object(members).compactText
        case .text:
            let words = facts.map { "\($0.0)=\(LineLogHandler.word($0.1))" }
            let text =
                ([now().description, event.level.rawValue, event.message.description] + words)
                .joined(separator: " ")
            return TerminalText.escaped(text)
        }
    }

    /// In quotation marks where it is more than a word.
    private static func word(_ text: String) -> String {
        text.contains { " \"=".contains($0) } || text.isEmpty
            ? JSON.string(text).compactText : text
    }

    /// What a person looks for first stands first.
    private static func rank(_ key: String) -> (Int, String) {
        let order = ["method", "path", "status", "ms", "key", "submission", "reserved_usd"]
        return (order.firstIndex(of: key) ?? order.count, key)
    }
}
