import Accounting
import TestSupport
import Testing
import Text

@testable import Reporting

@Suite struct SubmissionListTests {
    private static let list = [
        Sample.submission(.accepted),
        Sample.submission(.settled, charge: Charge(usd: Sample.usd("3.15"), source: .body)),
        Sample.submission(
            .settled,
            charge: Charge(usd: Sample.usd("12.5"), source: .estimate, isProvisional: true)),
        Sample.submission(.refused),
    ]

    @Test func whereThereIsRoomTheIdsAreWhole() throws {
        let text = try list(SubmissionListTests.list, style: TextStyle(columns: 120))
        #expect(
            text.hasPrefix(
                """
                Submission                            State     Made as    Day            Cost  Project  Model
                019aa3c2-7f3e-7c1a-9b1e-0123456789ab  accepted  pro/video  2026-11-21  ≤$6.552  trailer  klingai/
                """))
        #expect(try list([], style: TextStyle()) == "No submissions.\n")
    }

    @Test func atEightyColumnsTheIdsAreShortAndNothingIsLeftOut() throws {
        #expect(
            try list(SubmissionListTests.list, style: TextStyle()) == """
                ID       State    Made as   Day           Cost Project Model
                456789ab accepted pro/video 2026-11-21 ≤$6.552 trailer klingai/video-v3-motion-…
                456789ab settled  pro/video 2026-11-21  $3.15  trailer klingai/video-v3-motion-…
                456789ab settled  pro/video 2026-11-21 $12.50* trailer klingai/video-v3-motion-…
                456789ab refused  pro/video 2026-11-21   –     trailer klingai/video-v3-motion-…

                """)
    }

    @Test func whatHasNoRoomIsNamed() throws {
        let text = try list(
            SubmissionListTests.list, style: TextStyle(columns: 60, words: Sample.words))
        #expect(text.hasPrefix("ID        State     Made as    Day            Cost  Project\n"))
        #expect(text.hasSuffix("\n\nNot shown for want of room: model; see <listInFull>\n"))
    }

    @Test func shortIdsAreLongEnoughToTellThemApart() throws {
        func submission(_ id: String) -> Submission {
            Submission(
                proposal: Proposal(
                    id: SubmissionID(id)!, subject: Sample.submission().subject,
                    estimate: Sample.estimate),
                day: Sample.firstDay, reservedAt: Sample.now, state: .accepted, dispatchedAt: nil,
                acceptedAt: nil, finishedAt: nil, generationID: nil, quotedCharge: nil, charge: nil,
                videoURL: nil, fault: nil, refusal: nil)
        }
        let ids = ["019aa3c2-7f3e-7c1a-9b1e-0123456789ab", "019aa3c2-7f3e-7c1a-9b1e-0129456789ab"]
        let text = try list(ids.map(submission), style: TextStyle())
        let shown = text.split(separator: "\n").dropFirst().map { $0.prefix { $0 != " " } }
        #expect(shown == ["3456789ab", "9456789ab"])
    }

    @Test(arguments: RandomReports.names, [60, 80, 100, 160])
    func theListFitsWhateverTheNames(name: Name, columns: Int) throws {
        let submissions = SubmissionState.allCases.map {
            Sample.submission(
                $0, charge: Charge(usd: Sample.usd("12345678.987654321"), source: .body),
                project: name, model: name)
        }
        let text = try list(submissions, style: TextStyle(columns: columns))
        let lines = text.split(separator: "\n")
        #expect(lines.allSatisfy { TerminalText.width(String($0)) <= columns })
        let rows = lines.dropFirst().prefix(submissions.count)
        #expect(rows.count == submissions.count)
        let ends = rows.map { $0.prefix { $0 != " " } }
        #expect(ends.allSatisfy { $0.count >= 8 && Sample.id.description.hasSuffix($0) })
    }

    @Test func theEndsOfIdsAreAsShortAsTellsThemApart() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<200 {
            let ids = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                id(Array("01"), using: &random)
            }
            var endings = IDEndings()
            ids.forEach { endings.take($0) }
            let texts = Set(ids.map(\.description))
            let shortest = (8...36).first { length in
                Set(texts.map { $0.suffix(length) }).count == texts.count
            }
            #expect(endings.length == shortest, "\(ids)")
        }
    }

    /// Of few digits, and the same at the end, so that ids differ anywhere.
    private func id(_ digits: [Character], using random: inout SplitMix64) -> SubmissionID {
        let same = Int.random(in: 0...31, using: &random)
        var text = String((0..<32 - same).map { _ in digits.randomElement(using: &random)! })
        text += String(repeating: "0", count: same)
        for index in [20, 16, 12, 8] {
            text.insert("-", at: text.index(text.startIndex, offsetBy: index))
        }
        return SubmissionID(text)!
    }

    private func list(_ submissions: [Submission], style: TextStyle) throws -> String {
        var text = ""
        try SubmissionText.list(
            { _, take in try submissions.forEach { try take(ListedSubmission($0)) } }, style: style
        ) { text += $0 }
        return text
    }
}
