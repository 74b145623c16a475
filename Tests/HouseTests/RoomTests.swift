import Foundation
import TestSupport
import Testing

/// The rooms of the house: how many files lie in one, how long they are, and which rule lies where.
@Suite struct RoomTests {
    /// Targets of one idea each, which need no rooms.
    private static let flat: Set<String> = ["LosslessJSON", "Text"]

    @Test func noRoomHasMoreThanFourteenFilesAndNoRootMoreThanSix() {
        let folders = Dictionary(grouping: Repository.swiftFiles(below: "Sources")) { file in
            file.split(separator: "/").dropLast().joined(separator: "/")
        }
        for (folder, files) in folders {
            let parts = folder.split(separator: "/").dropFirst()
            let isRoot = parts.count == 1
            if isRoot, Self.flat.contains(String(parts.first!)) { continue }
            #expect(files.count <= (isRoot ? 6 : 14), "\(folder) has \(files.count) files")
        }
    }

    /// A migration is never edited once it was released, so the first one stays as it is.
    @Test func noFileIsLongerThanTwoHundredLines() throws {
        let released = "Sources/LedgerStore/SQLite/Schema/Schema+Version1.swift"
        for file in Repository.swiftFiles(below: "Sources") where file != released {
            let count = try Repository.lines(file).count - 1
            #expect(count <= 200, "\(file) has \(count) lines")
        }
    }

    /// What gives a second copy of a rule away, and the one place that may have it.
    static let rules: [(sign: String, place: String)] = [
        ("radix: 16", "Sources/Text/"), ("hexDigitValue", "Sources/Text/"),
        ("isHexDigit", "Sources/Text/"), ("\"0123456789abcdef", "Sources/Text/"),
        ("\"0123456789ABCDEF", "Sources/Text/"), ("'\\\\''", "Sources/Text/"),
        ("trimmingCharacters(in: .whitespace", "Sources/Text/"),
        ("?.isWhitespace == true", "Sources/Text/"), ("\\\\u{\\(", "Sources/Text/"),
        ("\"Jan", "Sources/Accounting/Time/"), ("\"January", "Sources/Accounting/Time/"),
        ("\"Mon\"", "Sources/Accounting/Time/"),
        ("inet_pton(", "Sources/Transport/"), ("URL(string:", "nowhere"),
        ("URLComponents(", "nowhere"), ("1...65535", "Sources/Transport/"),
        ("1...65_535", "Sources/Transport/"),
        ("filter(\\.isOpen)", "Sources/Accounting/Submissions/"),
        ("filter(\\.holdsMoney)", "Sources/Accounting/Submissions/"),
        ("suspicionAfterSeconds", "Sources/Accounting/Reconciliation/"),
        ("_000_000_000 * USD.nanosPerDollar", "Sources/Accounting/Money/"),
        ("_000_000_000 * nanosPerDollar", "Sources/Accounting/Money/"),
        ("import GRDBSQLite", "Sources/LedgerStore/SQLite/"),
        ("fetchOne(", "nowhere"), ("fetchAll(", "nowhere"), ("fetchCursor(", "nowhere"),
    ]

    @Test(arguments: rules)
    func oneRuleLiesInOnePlace(sign: String, place: String) throws {
        for file in Repository.swiftFiles(below: "Sources") where !file.hasPrefix(place) {
            let copies = try Repository.lines(file).filter { line in
                !line.drop { $0 == " " }.hasPrefix("//") && line.contains(sign)
            }
            #expect(copies == [], "\(file) has \(sign), which belongs to \(place)")
        }
    }

    @Test func whatShowsTextDependsOnNothing() throws {
        for file in Repository.swiftFiles(below: "Sources/Text") {
            #expect(try !Repository.lines(file).contains { $0.hasPrefix("import ") }, "\(file)")
        }
    }
}
