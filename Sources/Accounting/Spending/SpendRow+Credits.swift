extension [SpendRow] {
    /// The rows with credits that add up to those of their dollars.
    ///
    /// Where only dollars were stated, each charge has its credits rounded to whole ones, and a thousand
    /// charges of a tenth of a credit would come to none. So credits follow from the running sum of the
    /// dollars: the rows still add up exactly, and their total is that of all dollars. A row whose credits
    /// differ by more than rounding can explain has what was stated, and keeps it.
    package var withCreditsOfTheirSum: [SpendRow] {
        var usd = USD.zero
        var credits: Int64 = 0
        return map { row in
            guard row.spend.hasCreditsOfItsDollars else { return row }
            usd += row.spend.usd
            var spend = row.spend
            spend.credits = usd.credits - credits
            credits = usd.credits
            return SpendRow(key: row.key, spend: spend)
        }
    }
}

extension Spend {
    /// Whether its credits are those of its dollars, but for half a credit of rounding in each charge.
    fileprivate var hasCreditsOfItsDollars: Bool {
        let difference = Int128(credits) - Int128(usd.credits)
        return difference.magnitude * 2 <= UInt128(max(0, settled + failed))
    }
}
