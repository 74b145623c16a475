import Accounting
import Testing

/// Edits among the changes of closed months: what moved, and under which filing each change counts.
@Suite struct LateFilingTests {
    private static func filing(_ project: Name?, _ labels: (Name, String)...) -> Filing {
        Filing(project: project, labels: labels.map { Label(key: $0.0, value: $0.1) })
    }

    fileprivate static func amount(_ usd: USD, reserved: USD = .zero) -> LateChange.Amount {
        LateChange.Amount(usd: usd, credits: usd.credits, reserved: reserved)
    }

    /// A change of a submission that is filed so at the end.
    private static func change(
        _ number: UInt64, _ end: Filing, _ amount: LateChange.Amount = amount("1"),
        edit: (from: Filing, to: Filing)? = nil, charged: USD = "1.5", reserved: USD = .zero
    ) -> LateChange {
        let submission = BilledSubmission(
            id: Sample.id(number), subject: Sample.subject(project: end.project),
            labels: end.labels, day: Sample.day, state: .settled, generationID: nil,
            estimate: Sample.estimate("2"), charge: nil)
        let refiling = edit.map {
            Refiling(
                from: $0.from, to: $0.to, reason: "a slip",
                charged: .init(usd: charged, credits: charged.credits), reserved: reserved,
                corrections: 0, corrected: .zero)
        }
        return LateChange(
            submission, kind: edit == nil ? .adjusted : .refiled,
            amount: edit == nil ? amount : .zero, source: nil, reason: nil, refiling: refiling,
            recordedAt: Sample.now)
    }

    private static let (a, b, none) = (filing("a"), filing("b"), filing(nil))
    private static let scene = filing("a", ("scene", "12"))

    /// Changes as they are read, and the filing of each when it was recorded.
    static let histories: [([LateChange], [Filing])] = [
        ([], []),
        ([change(1, a)], [a]),
        ([change(1, b, edit: (a, b))], [b]),
        // Before the edit, the edit, after it.
        ([change(1, b), change(1, b, edit: (a, b)), change(1, b)], [a, b, b]),
        // Back again.
        (
            [
                change(1, a), change(1, a, edit: (a, b)), change(1, a), change(1, a, edit: (b, a)),
                change(1, a),
            ], [a, b, b, a, a]
        ),
        // Another submission is none of its business.
        ([change(1, b), change(2, none), change(1, b, edit: (a, b))], [a, none, b]),
        // Labels alone.
        ([change(1, scene), change(1, scene, edit: (a, scene))], [a, scene]),
    ]

    @Test(arguments: histories)
    func eachChangeHasTheFilingOfItsTime(changes: [LateChange], filings: [Filing]) {
        let found = changes.filedAsByThen
        #expect(found.map(\.submission.filing) == filings)
        #expect(found.map(\.amount) == changes.map(\.amount))
        #expect(found.map(\.refiling) == changes.map(\.refiling))
    }

    @Test func anEditMovesWhatWasThereAndAddsNothing() {
        let edit = Self.change(1, Self.b, edit: (Self.a, Self.b), charged: "1.5", reserved: "2")
        let parts = edit.parts
        #expect(parts.map(\.submission.filing) == [Self.a, Self.b])
        #expect(
            parts.map(\.amount) == [
                Self.amount(-"1.5", reserved: -"2"), Self.amount("1.5", reserved: "2"),
            ])
        #expect(parts.reduce(.zero) { $0 + $1.amount } == LateChange.Amount.zero)
        #expect([edit].sum == LateChange.Sum(count: 1, amount: .zero))
        #expect(edit.correction == nil)
    }

    /// What accounts of one project have of an edit: what came, what left, or nothing.
    @Test(
        arguments: [
            (a, b, -amount("1.5", reserved: "2")), (b, a, amount("1.5", reserved: "2")),
            (a, scene, .zero), (b, none, nil),
        ] as [(Filing, Filing, LateChange.Amount?)])
    func anEditMovesMoneyIntoAccountsOfSomeAndOutOfThem(
        from: Filing, to: Filing, amount: LateChange.Amount?
    ) {
        let edit = Self.change(1, to, edit: (from, to), charged: "1.5", reserved: "2")
        let inside = edit.within { $0.project == "a" }
        #expect(inside?.amount == amount)
        #expect(inside?.refiling == (amount == .zero ? edit.refiling : nil))
        #expect(inside.map { $0.submission.filing.project == "a" } ?? true)
        #expect(edit.within { _ in true }?.amount == .zero)
        #expect(edit.within { _ in false } == nil)
    }

    @Test func anotherChangeIsInAccountsOfSomeOrNot() {
        let change = Self.change(1, Self.a)
        #expect(change.within { $0.project == "a" }?.amount == Self.amount("1"))
        #expect(change.within { $0.project == "b" } == nil)
    }

    @Test func everyOtherChangeIsOfOneFiling() {
        let change = Self.change(1, Self.scene, Self.amount("0.5", reserved: -"2"))
        #expect(change.parts.map(\.submission.filing) == [Self.scene])
        #expect(change.parts.map(\.amount) == [Self.amount("0.5", reserved: -"2")])
    }
}

extension LateChange.Amount {
    fileprivate static prefix func - (amount: LateChange.Amount) -> LateChange.Amount {
        .zero - amount
    }
}
