import Accounting
import Foundation
import Reporting
import TestSupport

/// Submissions as books record them.
enum Billed {
    static func submission(
        _ usd: String?, state: SubmissionState = .settled, seconds: Int? = 8,
        unitPrice: String? = "0.2184", per: PriceUnit? = .second, model: Name = Sample.model,
        mode: Mode? = .pro, orientation: Orientation? = .video, project: Name? = nil,
        key: Name? = nil, labels: [Label] = [], generation: String? = nil,
        day: Day = Sample.firstDay,
        isProvisional: Bool = false, corrections: [(usd: String, reason: String)] = []
    ) -> BilledSubmission {
        BilledSubmission(
            id: Sample.id,
            subject: Subject(
                model: model, mode: mode, orientation: orientation, project: project, key: key),
            labels: labels, day: day, state: state, generationID: generation,
            estimate: Estimate(
                usd: Sample.usd("1.7472"), seconds: seconds, secondsSource: nil,
                unitPrice: unitPrice.map(Sample.usd), pricePer: per, priceSource: nil),
            charge: usd.map {
                Charge(usd: Sample.usd($0), source: .body, isProvisional: isProvisional)
            },
            corrections: corrections.map { correction in
                let usd = Sample.usd(correction.usd)
                return .init(
                    amount: .init(usd: usd, credits: usd.credits), source: .transactions,
                    reason: correction.reason, recordedAt: Sample.now)
            })
    }

    static func scope(zone: String = "UTC") -> BillingScope {
        BillingScope(
            span: Sample.november, filters: .init(),
            calendar: LedgerCalendar(zone: TimeZone(identifier: zone) ?? .gmt, name: zone),
            ledgerID: "b747e8910000", ledgerHead: Sample.head)
    }

    static func focus(
        _ submissions: [BilledSubmission], _ version: FocusVersion = .v1_2, zone: String = "UTC"
    ) -> [[String: String]] {
        var csv = FocusCSV(version, of: scope(zone: zone))
        submissions.forEach { csv.add($0) }
        return CSVReader.rows(csv.take()) ?? []
    }
}
