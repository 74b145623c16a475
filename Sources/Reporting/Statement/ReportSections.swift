import Accounting
import Text

/// The sections of a report as one table, so that their amounts are below each other.
struct ReportSections {
    private let report: SpendReport
    private let dimensions: [ReportDimension]
    private let style: TextStyle
    // A column that would be empty everywhere is not there.
    private let hasFailures: Bool
    private let hasReservations: Bool
    private let hasEstimates: Bool
    private let hasBars: Bool
    private let isCompared: Bool
    private let conversion: Conversion?

    init(report: SpendReport, presentation: SpendReport.Presentation) {
        self.report = report
        dimensions = presentation.sections
        style = presentation.style
        let details = presentation.details
        isCompared = report.previous != nil
        conversion = presentation.conversion
        hasFailures = report.rows.contains { $0.spend.failed != 0 }
        hasReservations = report.rows.contains { $0.spend.reserved != .zero }
        hasEstimates = details && report.rows.contains { $0.spend.estimated != .zero }
        hasBars = dimensions.contains { $0.isTime }
    }

    var lines: [String] {
        var rows: [TextTable.Row] = []
        for dimension in dimensions {
            if !rows.isEmpty { rows.append(.blank) }
            rows.append(.titles(first: "By \(TerminalText.escaped(dimension.name))"))
            rows += self.rows(of: dimension)
        }
        return TextTable(columns: columns, rows: rows).lines(style: style)
    }

    private var columns: [TextTable.Column] {
        var columns: [TextTable.Column] = [
            .init(title: "", kind: .left, least: 14), .init(title: "Charged", kind: .decimal),
        ]
        if let conversion {
            columns.append(.init(title: "≈ \(conversion.currency)", kind: .decimal))
        }
        if isCompared {
            columns.append(.init(title: "Before", kind: .decimal))
            columns.append(.init(title: "Change", kind: .decimal))
        }
        if hasReservations {
            columns.append(.init(title: "Reserved", kind: .decimal, dropRank: 1))
        }
        if hasEstimates {
            columns.append(.init(title: "vs estimate", kind: .decimal, dropRank: 3))
        }
        columns.append(.init(title: "Submissions", kind: .right))
        if hasFailures { columns.append(.init(title: "Failed", kind: .right, dropRank: 2)) }
        if hasBars {
            columns.append(.init(title: "", kind: .bar(least: 6, most: 24), least: 0, dropRank: 4))
        }
        return columns
    }

    private func rows(of dimension: ReportDimension) -> [TextTable.Row] {
        let parts = report.groups(by: [dimension])
        let largest = parts.map(\.spend.usd).max() ?? .zero
        return parts.map { part in
            let spend = part.spend
            let isProvisional = spend.provisional != .zero
            var cells: [TextTable.Cell] = [
                .init(
                    text: part.values[0].map(name) ?? "(none)",
                    tone: part.values[0] == nil ? .dim : .plain),
                .init(
                    text: spend.usd.display + (isProvisional ? "*" : ""),
                    tone: isProvisional ? .caution : .plain),
            ]
            if let conversion { cells.append(.init(text: conversion.number(spend.usd))) }
            if isCompared {
                let before = part.before?.usd ?? .zero
                cells.append(cell(before.display, isZero: before == .zero))
                cells.append(
                    cell(Change.amount(from: before, to: spend.usd), isZero: before == spend.usd))
            }
            if hasReservations {
                cells.append(cell(spend.reserved.display, isZero: spend.reserved == .zero))
            }
            if hasEstimates {
                let error = spend.estimateErrorBasisPoints
                cells.append(
                    cell(error.map(Percent.difference) ?? "", isZero: error == nil))
            }
            cells.append(
                .init(
                    text: "\(spend.submissions)", tone: spend.unpriced > 0 ? .caution : .plain))
            if hasFailures { cells.append(cell("\(spend.failed)", isZero: spend.failed == 0)) }
            if hasBars {
                let bar = (spend.usd.nanos, largest.nanos)
                cells.append(.init(bar: dimension.isTime ? bar : nil))
            }
            return .cells(cells)
        }
    }

    /// Names are cut to half of the width, but never below the longest name of a known model.
    private func name(_ key: Name) -> String {
        TerminalText.clipped(TerminalText.escaped(key.text), to: max(36, style.columns / 2))
    }

    /// Zero is shown as a dash, so that other numbers stand out.
    private func cell(_ text: String, isZero: Bool) -> TextTable.Cell {
        isZero ? .init(text: "–", tone: .dim) : .init(text: text)
    }
}
