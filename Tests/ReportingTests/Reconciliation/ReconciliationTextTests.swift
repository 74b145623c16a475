import Accounting
import Foundation
import Reporting
import Testing

/// What the text of a reconciliation says is to be done.
struct ReconciliationTextTests {
    @Test(
        arguments: [
            (.apply, .open, "See <applyBill>"), (.import, .ungoverned, "See <importCharges>"),
            (.sync, .open, "See <sync>"), (.person, .open, "See <resolve("),
            (.person, .amount, nil),
        ] as [(Difference.Remedy, Difference.Kind, String?)])
    func theRemedyOfWhatIsLeftIsNamed(
        remedy: Difference.Remedy, kind: Difference.Kind, words: String?
    ) throws {
        let text = try report([difference(kind, remedy)])
        #expect(text.components(separatedBy: "\nSee <").count == (words == nil ? 1 : 2), "\(text)")
        if let words { #expect(text.contains("\n\(words)"), "\(text)") }
        #expect(text.hasSuffix("\n0 charges matched, 1 to look at.\n"))
    }

    @Test func aRemedyIsNamedOnceHoweverManyNeedIt() throws {
        let text = try report([
            difference(.open, .sync), difference(.open, .sync), difference(.amount, .apply),
        ])
        #expect(text.contains("\nSee <applyBill>\nSee <sync>\n"), "\(text)")
    }

    @Test func whatWasPutRightNeedsNoRemedy() throws {
        var applied = difference(.amount, .apply)
        applied.isApplied = true
        let text = try report([applied])
        #expect(!text.contains("See <") && text.contains("\n1 put right.\n"), "\(text)")
    }

    private func difference(_ kind: Difference.Kind, _ remedy: Difference.Remedy) -> Difference {
        Difference(
            kind: kind, submissionID: Sample.id, generationID: "g-1", model: Sample.model,
            day: Sample.firstDay, ledger: nil, billed: Sample.usd("1.638"), logged: nil,
            at: Sample.now, remedy: remedy, message: "m")
    }

    private func report(_ differences: [Difference]) throws -> String {
        var statement = ReconciliationStatement(
            firstDay: Sample.firstDay, lastDay: Sample.firstDay, start: Sample.november.start,
            end: Sample.november.end, timeZone: "UTC", asOf: Sample.now)
        statement.differences = differences.count
        statement.applied = differences.count(where: \.isApplied)
        var text = ""
        try ReconciliationReport(statement) { try differences.forEach($0) }
            .write(as: .text, style: TextStyle(columns: 200, words: Sample.words)) { text += $0 }
        return text
    }
}
