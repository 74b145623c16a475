import Accounting
import Foundation
import Reporting
import TestSupport
import Testing
import Text

@Suite struct JournalTests {
    private func journal(_ submissions: [BilledSubmission]) -> String {
        var journal = HledgerJournal(of: Billed.scope())
        submissions.forEach { journal.add($0) }
        return journal.take()
    }

    @Test func aChargeIsClearedAReservationPendingAndACorrectionByItself() {
        let text = journal([
            Billed.submission(
                "1.6472", project: "spring", labels: [Label(key: "scene 1", value: "12")],
                corrections: [("-0.1", "the bill")]),
            Billed.submission(nil, state: .accepted, mode: nil, orientation: nil),
            Billed.submission(nil, state: .refused),
        ])
        let id = Sample.id.description
        #expect(
            text.hasSuffix(
                """

                P 2026-11-01 CREDITS 0.0000005 USD

                account Assets:AIML-API:Balance

                account Expenses:AIML-API:Klingai:Video-v3-motion-control:Pro:Video

                2026-11-01 * (\(id)) AI/ML API | pro, video, 8 s
                    ; submission: \(id)
                    ; model: klingai/video-v3-motion-control
                    ; project: spring
                    ; state: settled
                    ; credits: 3494400
                    ; label-scene_201: 12
                    Expenses:AIML-API:Klingai:Video-v3-motion-control:Pro:Video  1.7472 USD
                    Assets:AIML-API:Balance  -1.7472 USD

                2026-11-01 * (\(id)) AI/ML API | correction
                    ; submission: \(id)
                    ; model: klingai/video-v3-motion-control
                    ; project: spring
                    ; state: settled
                    ; credits: -200000
                    ; source: transactions
                    ; reason: the bill
                    ; recorded: 2026-11-21T09:30:00.125Z
                    ; label-scene_201: 12
                    Expenses:AIML-API:Klingai:Video-v3-motion-control:Pro:Video  -0.10 USD
                    Assets:AIML-API:Balance  0.10 USD

                account Assets:AIML-API:Reserved:Klingai:Video-v3-motion-control:No-mode:No-orientation

                2026-11-01 ! (\(id)) AI/ML API | reserved, 8 s
                    ; submission: \(id)
                    ; model: klingai/video-v3-motion-control
                    ; state: accepted
                    ; credits: 3494400
                    Assets:AIML-API:Reserved:Klingai:Video-v3-motion-control:No-mode:No-orientation  \
                1.7472 USD
                    Assets:AIML-API:Balance  -1.7472 USD

                """), "\(text)")
    }

    /// Names of models, and what an account makes of them: two never become one.
    @Test(arguments: [
        ("a/b", "A:B:"), ("vendor/v2.6-pro", "Vendor:V2--6-pro:"), ("3d/x", "3d:X:"),
        ("A/b", "N-A-"), ("a--b", "N-a--b-"), ("a.-b", "N-a--b-"), ("n-a", "N-n-a-"),
        ("é", "N----"), ("a b", "N-a-b-"), ("a:b", "N-a-b-"), ("a/", "A:N--"), ("-a", "N--a-"),
        ("a;b", "N-a-b-"), ("🎬", "N-----"),
    ])
    func aModelIsAnAccountThatEveryProgramReads(model: Name, start: String) throws {
        let text = journal([Billed.submission("1", model: model)])
        let account = try #require(
            text.split(separator: "\n").first { $0.hasPrefix("account Expenses:AIML-API:") })
        let name = account.dropFirst("account Expenses:AIML-API:".count)
        #expect(name.hasPrefix(start) && name.hasSuffix(":Pro:Video"), "\(name)")
        for part in name.split(separator: ":", omittingEmptySubsequences: false) {
            #expect(part.wholeMatch(of: /[A-Z0-9][A-Za-z0-9-]*/) != nil, "\(part)")
        }
    }

    @Test func differentModelsAreDifferentAccounts() {
        let models: [Name] = [
            "a.b", "a-b", "a--b", "a/b", "A.b", "a b", "a:b", "caf\u{E9}", "cafe\u{301}", "n-a-b",
            "a", "A", "n-a", "N-a", "a.b.c", "a.b-c", "a-b.c",
        ]
        let text = journal(models.map { Billed.submission("1", model: $0) })
        let accounts = text.split(separator: "\n").filter { $0.hasPrefix("account Expenses:") }
        #expect(accounts.count == models.count && Set(accounts).count == models.count)
    }

    static let hostile: [String] = [
        "a\n2026-11-01 * evil\n    Expenses:X  1 USD\n    Y", "a, date: x", "[2026-11-01]",
        "[=1/2]",
        "a\u{2028}b", "\u{202E}x", "a\r\nb", "\u{0}\u{1B}", "%41", "\"", "\\", "🎬 é", "=1+1",
        ":a:", "x:: 1+1", "; y", "#tag ^link @x {1 USD} | z", " ends ", "\u{3000}", "a  b",
        "account Expenses:Y", String(repeating: "ü, ", count: 120),
    ]

    @Test(arguments: hostile) func aTagIsOneLineAndIsReadBackAsItWas(text: String) throws {
        let journal = journal([
            Billed.submission(
                "1", project: Name(text), labels: [Label(key: Name(text), value: text)],
                generation: text, corrections: [("0.5", text)])
        ])
        let lines = journal.split(separator: "\n", omittingEmptySubsequences: false)
        for tag in ["project", "generation", "reason"] {
            let values = lines.filter { $0.hasPrefix("    ; \(tag): ") }
                .map { $0.dropFirst("    ; \(tag): ".count) }
            #expect(values.count == (tag == "reason" ? 1 : 2))
            for value in values {
                #expect(value.percentDecoded().utf8.elementsEqual(text.utf8), "\(value)")
                #expect(!value.contains { ",[]".contains($0) })
            }
        }
        #expect(lines.filter { $0.hasPrefix("2026-") }.count == 2)
        #expect(lines.filter { $0.hasPrefix("account ") }.count == 2)
        #expect(lines.allSatisfy { $0.utf8.count < 4096 })
    }

    /// ledger reads no line beyond 4096 bytes.
    @Test func aTextThatIsTooLongIsCut() throws {
        let text = String(repeating: "ü,\n", count: 2500)
        let journal = journal([Billed.submission("1", generation: text)])
        let line = try #require(
            journal.split(separator: "\n").first { $0.hasPrefix("    ; generation: ") })
        #expect(line.utf8.count < 4096 && line.hasSuffix("…"))
    }
}
