import Accounting
import Testing

@Suite struct BudgetLimitTests {
    @Test(arguments: [
        ("25", BudgetLimit.usd(USD(nanos: 25_000_000_000)), "$25.00"),
        ("25.50", .usd(USD(nanos: 25_500_000_000)), "$25.50"),
        ("$25", .usd(USD(nanos: 25_000_000_000)), "$25.00"),
        (" $0.000000001 ", .usd(USD(nanos: 1)), "$0.000000001"),
        ("2000000cr", .usd(USD(nanos: 1_000_000_000)), "$1.00"),
        ("2000000 cr", .usd(USD(nanos: 1_000_000_000)), "$1.00"),
        ("1cr", .usd(USD(nanos: 500)), "$0.0000005"),
        ("100000000", .usd(.largestReadable), "$100000000.00"),
        ("200000000000000cr", .usd(.largestReadable), "$100000000.00"),
        ("40 submissions", .submissions(40), "40 submissions"),
        ("40submissions", .submissions(40), "40 submissions"),
        ("1 submission", .submissions(1), "1 submission"),
        ("1000000000 submissions", .submissions(1_000_000_000), "1000000000 submissions"),
    ])
    func readsAnAmountAndPrintsItBack(text: String, limit: BudgetLimit, printed: String) throws {
        #expect(try BudgetLimit(parsing: text) == limit)
        #expect(limit.description == printed)
        #expect(try BudgetLimit(parsing: printed) == limit)
    }

    @Test(arguments: [
        "", " ", "$", "cr", "submissions", "x", "1e3", "1E3", "$1e3", "-$5", "$$5", "$ 5", "$5cr",
        "1.5cr", "+5", "$+5", "+5cr", "+40 submissions", "1,000", "25.", ".5", "٣", "٣ submissions",
        "4 0 submissions", "forty submissions", "40.0 submissions", "40 Submissions", "25 USD",
    ])
    func refusesWhatIsNoAmount(text: String) {
        let named = text.hasSuffix("ions") ? text : text.trimmed
        #expect(throws: AmountError.notANumber(named)) { try BudgetLimit(parsing: text) }
    }

    @Test(arguments: [
        "0", "0.00", "$0", "-5", "$-5", "-0", "0cr", "-5cr", "0 submissions", "-1 submissions",
        "-99999999999999999999 submissions",
    ])
    func refusesWhatIsNotMoreThanZero(text: String) {
        #expect(throws: AmountError.notPositive(text)) { try BudgetLimit(parsing: text) }
    }

    @Test(arguments: ["0.0000000001", "$25.1234567891"])
    func refusesATenthDecimal(text: String) {
        #expect(throws: AmountError.tooPrecise(text)) { try BudgetLimit(parsing: text) }
    }

    @Test(arguments: [
        "100000000.01", "$99999999999999999999999", "200000000000001cr", "9223372036854775808cr",
    ])
    func refusesMoreThanAHundredMillionDollars(text: String) {
        #expect(throws: AmountError.tooLarge(text)) { try BudgetLimit(parsing: text) }
    }

    @Test(arguments: ["1000000001 submissions", "99999999999999999999 submissions"])
    func refusesMoreSubmissionsThanCanBeCounted(text: String) {
        #expect(throws: AmountError.tooManySubmissions(text)) { try BudgetLimit(parsing: text) }
    }
}

extension String {
    fileprivate var trimmed: String { String(drop(while: \.isWhitespace)) }
}
