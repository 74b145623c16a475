import Accounting
import Reporting

/// Reports of random rows, with the names that nobody would choose.
enum RandomReports {
    static let names: [Name] = [
        "trailer", "a|b`c`<d>", "=1+1", "名前の長いプロジェクト\(String(repeating: "映", count: 40))",
        "👩‍👩‍👧‍👦 family 🎬", "e\u{301}\u{302}\u{303}cole", "\u{1B}[2J\u{9B}31m\u{202E}evil\u{2066}",
        Name(String(repeating: "x", count: 300)), "two\nlines\r\n", "", " ", "🇩🇪🇯🇵", "\u{0}\u{7F}",
        "한국어 프로젝트", "-$1.00", "a,b\"c",
    ]
    private static let amounts = [
        "0.0005745", "3.1449605", "1.2345675", "0.0000001", "0", "6.552", "12345678.987654321",
        "-0.5",
    ]

    static func report(seed: UInt64) -> SpendReport {
        var noise = SplitMix(seed: seed)
        let rows = (0..<Int.random(in: 0...60, using: &noise)).map { _ in row(&noise) }
        return Sample.report(rows)
    }

    private static func row(_ noise: inout SplitMix) -> SpendRow {
        var spend = Spend()
        spend.settled = Int.random(in: 0...3, using: &noise)
        spend.failed = Int.random(in: 0...1, using: &noise)
        spend.open = Int.random(in: 0...1, using: &noise)
        spend.unpriced = Int.random(in: 0...1, using: &noise)
        spend.refused = Int.random(in: 0...1, using: &noise)
        spend.usd = Sample.usd(amounts.randomElement(using: &noise)!)
        spend.credits = spend.usd.credits
        spend.reserved = Sample.usd(amounts.randomElement(using: &noise)!)
        spend.provisional = Bool.random(using: &noise) ? spend.usd : .zero
        spend.estimated = Sample.usd(amounts.dropLast().randomElement(using: &noise)!)
        spend.estimateError = Sample.usd(amounts.randomElement(using: &noise)!)
        return Sample.row(
            Int.random(in: 1...30, using: &noise),
            (Mode.allCases + [nil]).randomElement(using: &noise)!,
            (Orientation.allCases + [nil]).randomElement(using: &noise)!,
            project: (names + [nil]).randomElement(using: &noise)!,
            model: names.randomElement(using: &noise)!, spend)
    }
}
