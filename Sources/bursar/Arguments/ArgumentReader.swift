import Accounting
import ArgumentParser
import Foundation
import Reporting
import Text

extension Mode: ExpressibleByArgument {}
extension Accounting.Orientation: ExpressibleByArgument {}
extension PeriodUnit: ExpressibleByArgument {}
extension SubmissionState: ExpressibleByArgument {}
extension Name: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
extension ReportFormat: ExpressibleByArgument {}
extension GroupOrder: ExpressibleByArgument {}

/// Readers of arguments. Each throws a sentence that ArgumentParser puts behind the option's name.
enum ArgumentReader {
    static func usd(_ text: String) throws -> USD {
        do {
            return try USD(userText: text)
        } catch .notANumber {
            throw notAnAmount(text, "25, 25.50, $25 or 2000000cr")
        }
    }

    static func limit(_ text: String) throws -> BudgetLimit {
        do {
            return try BudgetLimit(parsing: text)
        } catch .notANumber {
            throw notAnAmount(text, "25, 25.50, $25, 2000000cr or \"40 submissions\"")
        }
    }

    private static func notAnAmount(_ text: String, _ examples: String) -> ValidationError {
        ValidationError(
            "'\(text)' is not an amount; write it like \(examples): dollars or credits, with a"
                + " decimal point and no other signs")
    }

    static func day(_ text: String) throws -> Day {
        guard let day = Day(text) else {
            throw ValidationError("there is no such day; write it like 2026-11-30")
        }
        return day
    }

    /// The first day of a month written like `2026-11`.
    static func month(_ text: String) throws -> Day {
        guard text.utf8.count == 7, let day = Day(text + "-01") else {
            throw ValidationError("there is no such month; write it like 2026-11")
        }
        return day
    }

    static func timeZone(_ text: String) throws -> String {
        // Abbreviations such as CET name no rules; every other name of the database has a slash.
        guard TimeZone(identifier: text) != nil, text.contains("/") || text == "UTC"
        else {
            throw ValidationError(
                "there is no such time zone; use a name like Europe/Berlin, America/New_York or UTC"
            )
        }
        return text
    }

    /// Seconds with decimals, more than zero and at most `limit`, in milliseconds.
    static func milliseconds(_ text: String, atMostSeconds limit: Int) throws -> Int {
        guard let amount = try? USD(parsing: text, rounding: .halfEven), amount > .zero else {
            throw ValidationError("write seconds as a number above zero, like 15 or 7.5")
        }
        // A count of seconds with nine decimals, whatever its unit: rounded up to milliseconds.
        let milliseconds = Int((amount.nanos + 999_999) / 1_000_000)
        guard milliseconds <= limit * 1000 else {
            throw ValidationError("that is more than \(limit) seconds")
        }
        return milliseconds
    }

    static func referenceLength(_ text: String) throws -> Int {
        try milliseconds(text, atMostSeconds: 86_400)
    }

    static func wait(_ text: String) throws -> Duration {
        .milliseconds(try milliseconds(text, atMostSeconds: 30 * 86_400))
    }

    static func label(_ text: String) throws -> Label {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let key = parts.first, !key.isEmpty else {
            throw ValidationError("write a label as KEY=VALUE, like scene=12")
        }
        let value = parts[1].trimmed
        if let flaw = EntryText.flaw(in: value, longest: EntryText.longestReason) {
            throw ValidationError("the value of the label \(flaw.words)")
        }
        return Label(key: try name(String(key)), value: value)
    }

    /// A document holds one value for each key.
    static func requireDistinct(_ labels: [Label]) throws {
        for (index, one) in labels.enumerated() {
            guard let first = labels[..<index].first(where: { $0.key == one.key }) else { continue }
            throw ValidationError(
                "--label \(one.key) is given twice, as '\(first.value)' and '\(one.value)'; give each"
                    + " key once")
        }
    }

    /// A name that people type again: no control characters, no spaces at its ends, not too long.
    static func name(_ text: String) throws -> Name {
        guard !text.isEmpty, EntryText.flaw(in: text, longest: 128) == nil, !text.hasPrefix("-")
        else {
            throw ValidationError(
                "a name has 1 to 128 characters, no control characters, and no spaces or dash first"
            )
        }
        return Name(text)
    }

    static func reason(_ text: String) throws -> String {
        // It may come from a file or an editor: its lines become one.
        let line = text.split(whereSeparator: \.isNewline)
            .joined(separator: " ").replacing("\t", with: " ")
        let trimmed = line.trimmed
        guard !trimmed.isEmpty, trimmed.utf8.count <= EntryText.longestReason else {
            throw ValidationError(
                "give a reason, in at most \(EntryText.longestReason) characters")
        }
        if let flaw = EntryText.flaw(in: trimmed, longest: EntryText.longestReason) {
            throw ValidationError("the reason \(flaw.words)")
        }
        return trimmed
    }

    static func percentages(_ text: String) throws -> [Int] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            guard let percent = Int(part.trimmed),
                (1...1000).contains(percent)
            else { throw ValidationError("write percentages from 1 to 1000, like 50,80,100") }
            return percent
        }
    }

    static func dimensions(_ text: String) throws -> [ReportDimension] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            guard let dimension = ReportDimension(part.trimmed) else {
                let known = ReportDimension.words.joined(separator: ", ")
                throw ValidationError("'\(part)' is none of \(known)")
            }
            return dimension
        }
    }

    /// How many of the dearest to show.
    static func top(_ text: String) throws -> Int {
        let count = try count(text)
        guard count <= 1000 else { throw ValidationError("at most 1000 are shown") }
        return count
    }

    static func count(_ text: String) throws -> Int {
        guard let count = Int(text), count > 0 else {
            throw ValidationError("write a whole number above zero")
        }
        return count
    }
}
