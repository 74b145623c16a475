import Accounting
import Foundation
import LedgerStore
import Reporting
import TestSupport
import Testing

/// Counts and amounts for each combination of values; nil is no value.
struct PlainSums: Equatable {
    struct Sum: Equatable {
        var submissions = 0
        var refused = 0
        var usd = Decimal.zero
        var reserved = Decimal.zero
        var provisional = Decimal.zero
    }

    var groups: [[Name?]: Sum] = [:]
}

/// The lines of an export, read by Foundation, with days from Foundation's calendar.
struct PlainExport {
    private struct Record: Decodable {
        let reserved_at: String
        let model: String
        let mode: String?
        let orientation: String?
        let project: String?
        let key: String?
        let state: String
        let usd: String
        let provisional: Bool
        let labels: [String: String]
    }

    private let records: [Record]
    private let calendar: Calendar

    init(of ledger: Ledger, zone: String) async throws {
        let lines = try await ledger.submissions(matching: SubmissionFilter())
            .map { RecordDocument.line(HistoryRecord($0)) }
        records = try lines.map { try JSONDecoder().decode(Record.self, from: Data($0.utf8)) }
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = TimeZone(identifier: zone)!
        self.calendar = calendar
    }

    func sums(by grouping: [String]) -> PlainSums {
        records.reduce(into: PlainSums()) { sums, record in
            let values = grouping.map { value(of: record, $0).map { Name($0) } }
            var sum = sums.groups[values] ?? PlainSums.Sum()
            let amount = Decimal(string: record.usd)!
            switch record.state {
            case "refused": sum.refused += 1
            case "settled", "voided":
                sum.submissions += 1
                sum.usd += amount
                sum.provisional += record.provisional ? amount : 0
            default:
                sum.submissions += 1
                sum.reserved += amount
            }
            sums.groups[values] = sum
        }
    }

    private func value(of record: Record, _ dimension: String) -> String? {
        switch dimension {
        case "model": return record.model
        case "mode": return record.mode
        case "orientation": return record.orientation
        case "project": return record.project
        case "key": return record.key
        case "state": return record.state
        case "label:scene": return record.labels["scene"]
        default: break
        }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let date = try! style.parse(record.reserved_at)
        if dimension == "week" {
            let week = calendar.dateComponents([.yearForWeekOfYear, .weekOfYear], from: date)
            return String(format: "%04d-W%02d", week.yearForWeekOfYear!, week.weekOfYear!)
        }
        let day = calendar.dateComponents([.year, .month, .day], from: date)
        let month = String(format: "%04d-%02d", day.year!, day.month!)
        return dimension == "month" ? month : month + String(format: "-%02d", day.day!)
    }
}

extension PlainSums {
    /// Lines of which no cell has a line break.
    init(csv: String, by grouping: [String]) throws {
        let lines = csv.unicodeScalars.split(separator: "\n").map { PlainSums.cells(String($0)) }
        let header = try #require(lines.first)
        for line in lines.dropFirst() {
            // An apostrophe keeps a spreadsheet from running what follows.
            let values = line.prefix(grouping.count).map { cell in
                cell.isEmpty ? nil : Name(cell.hasPrefix("'=") ? String(cell.dropFirst()) : cell)
            }
            func cell(_ name: String) -> String {
                header.firstIndex(of: name).map { line[$0] } ?? ""
            }
            func amount(_ name: String) -> Decimal { Decimal(string: cell(name)) ?? .nan }
            try add(
                Sum(
                    submissions: Int(cell("submissions")) ?? -1,
                    refused: Int(cell("refused")) ?? -1, usd: amount("usd"),
                    reserved: amount("reserved_usd"), provisional: amount("provisional_usd")),
                to: Array(values))
        }
    }

    init(json: String, by grouping: [String]) throws {
        struct Report: Decodable { let groups: [[String: Value]] }
        enum Value: Decodable {
            case text(String?)
            case number(Int)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Int.self) {
                    self = .number(number)
                } else {
                    self = .text(container.decodeNil() ? nil : try container.decode(String.self))
                }
            }
        }
        let report = try JSONDecoder().decode(Report.self, from: Data(json.utf8))
        for group in report.groups {
            func text(_ name: String) -> String? {
                if case .text(let text)? = group[name] { text } else { "not there" }
            }
            func count(_ name: String) -> Int {
                if case .number(let number)? = group[name] { number } else { -1 }
            }
            func amount(_ name: String) -> Decimal { Decimal(string: text(name) ?? "") ?? .nan }
            try add(
                Sum(
                    submissions: count("submissions"), refused: count("refused"),
                    usd: amount("usd"), reserved: amount("reserved_usd"),
                    provisional: amount("provisional_usd")),
                to: grouping.map { text($0).map { Name($0) } })
        }
    }

    private mutating func add(_ sum: Sum, to values: [Name?]) throws {
        try #require(groups[values] == nil, "a group stands twice: \(values)")
        groups[values] = sum
    }

    private static func cells(_ line: String) -> [String] {
        var cells = [""]
        var isQuoted = false
        var previous: Character?
        for character in line {
            switch character {
            case "\"":
                // Two in a quoted cell are one of its text.
                if !isQuoted, previous == "\"" { cells[cells.count - 1].append("\"") }
                isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
            previous = character
        }
        return cells
    }
}
