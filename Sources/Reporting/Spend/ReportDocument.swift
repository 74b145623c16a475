import Accounting
package import LosslessJSON

/// `bursar.report/1`: a report with all of its sections and rows.
package enum ReportDocument {
    package static let schema = "bursar.report/1"

    /// - Parameter dimensions: the spend of each combination of them is added as `groups`, and their
    ///   names as `by`; nil adds neither.
    ///   - copy: the currency and the markup of a copy for somebody else.
    package static func json(
        _ report: SpendReport, by dimensions: [ReportDimension]? = nil,
        copy: SpendReport.Presentation = .init()
    ) -> JSON {
        let document: JSON = [
            "schema": .string(schema),
            "period": [
                "label": .string(report.span.label),
                "start": .instant(report.span.start),
                "end": .instant(report.span.end),
                "time_zone": .string(report.span.timeZone),
            ],
            "generated_at": .instant(report.generatedAt),
            "filters": .object(
                report.filters.named.map { JSON.Member($0.name, .string(orNull: $0.value)) }),
            "totals": .spend(report.totals),
            "by_mode": section(.mode, of: report),
            "by_orientation": section(.orientation, of: report),
            "by_day": section(.day, of: report),
            "by_model": section(.model, of: report),
            "by_project": section(.project, of: report),
            "rows": .array(report.rows.map(row)),
            "ledger_head": .string(report.ledgerHead),
            "projected_usd": .usd(report.forecast?.projected),
            "forecast": .forecast(report.forecast),
            "adjustments": adjustments(report),
            "previous": report.previous.map { previous($0, of: report) } ?? .null,
            "conversion": conversion(report, copy),
            "markup": markup(report, copy),
            "top": report.dearest.map { .array($0.map { SubmissionDocument.json($0) }) } ?? .null,
            "closed_month_adjustments": ClosingDocument.adjustments(report.late),
            "due_usd": .usd(report.due),
            "closing": ClosingDocument.closed(report.closed),
            "captured": captured(report.captured),
        ]
        guard let dimensions else { return document }
        return .object(
            (document.members ?? []) + [
                JSON.Member("by", .array(dimensions.map { .string($0.name) })),
                JSON.Member("groups", groups(of: report, by: dimensions)),
            ])
    }

    private static func groups(of report: SpendReport, by dimensions: [ReportDimension]) -> JSON {
        .array(
            report.groups(by: dimensions).map { .object(members(of: $0, dimensions)) })
    }

    /// Its values, what it comes to, and what it was before where that is known.
    static func members(of group: SpendReport.Group, _ dimensions: [ReportDimension])
        -> [JSON.Member]
    {
        let values = zip(dimensions, group.values).map { JSON.Member($0.name, .name($1)) }
        let spend = JSON.spend(group.spend, after: values).members ?? []
        guard let before = group.before else { return spend }
        return spend + [
            JSON.Member("previous_usd", .usd(before.usd)),
            JSON.Member("change_usd", .usd(group.spend.usd - before.usd)),
        ]
    }

    /// Null where the bill of no day of the span was read.
    private static func captured(_ share: CapturedShare?) -> JSON {
        guard let share, let points = share.basisPoints else { return .null }
        return [
            "percent": .number(Percent.text(basisPoints: points)),
            "captured_usd": .usd(share.captured), "billed_usd": .usd(share.billed),
            "days": .array(
                share.days.map { day in
                    [
                        "day": .string(day.day.description), "billed_usd": .usd(day.billed),
                        "captured_usd": .usd(day.captured), "read_at": .instant(day.readAt),
                    ]
                }),
        ]
    }

    /// Corrections of posted charges; null where submissions were counted one by one, which do not say.
    private static func adjustments(_ report: SpendReport) -> JSON {
        guard !report.isCounted else { return .null }
        return [
            "count": .integer(report.totals.adjustments), "usd": .usd(report.totals.adjustedUSD),
        ]
    }

    /// Amounts that nobody was charged are beside the others, never in them.
    private static func conversion(_ report: SpendReport, _ copy: SpendReport.Presentation) -> JSON
    {
        guard let conversion = copy.conversion else { return .null }
        return [
            "currency": .string(conversion.currency), "rate": .usd(conversion.rate),
            "rate_date": .string(conversion.date.description),
            "amount": .string(conversion.number(report.totals.usd)),
        ]
    }

    private static func markup(_ report: SpendReport, _ copy: SpendReport.Presentation) -> JSON {
        guard let markup = copy.markup else { return .null }
        let added = markup.amount(on: report.totals.usd)
        return [
            "percent": .string(markup.number), "usd": .usd(added),
            "sum_usd": .usd(report.totals.usd + added),
        ]
    }

    private static func previous(_ previous: SpendReport.Comparison, of report: SpendReport) -> JSON
    {
        [
            "period": [
                "label": .string(previous.span.label),
                "start": .instant(previous.span.start),
                "end": .instant(previous.span.end),
                "time_zone": .string(previous.span.timeZone),
            ],
            "totals": .spend(previous.totals),
            "change_usd": .usd(report.totals.usd - previous.totals.usd),
        ]
    }

    private static func section(_ dimension: ReportDimension, of report: SpendReport) -> JSON {
        .array(
            report.section(dimension).map { part in
                .spend(
                    part.spend,
                    after: [JSON.Member(dimension.name, .name(part.key))])
            })
    }

    private static func row(_ row: SpendRow) -> JSON {
        .spend(
            row.spend,
            after: [
                JSON.Member("day", .string(row.key.day.description)),
                JSON.Member("model", .name(row.key.model)),
                JSON.Member("mode", .name(row.key.mode)),
                JSON.Member("orientation", .name(row.key.orientation)),
                JSON.Member("project", .name(row.key.project)),
            ])
    }
}
