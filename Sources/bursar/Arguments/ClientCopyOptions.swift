import Accounting
import ArgumentParser
import Reporting
import Text

/// What a copy of a report for somebody else has beside the ledger's own amounts.
struct ClientCopyOptions: ParsableArguments {
    @Option(help: "Also show amounts in this currency, such as EUR, at --rate.")
    var currency: String?

    @Option(help: "How much of --currency one dollar is, such as 0.92.")
    var rate: String?

    @Option(
        help: "The day that --rate is of (default: today).", transform: ArgumentReader.day)
    var rateDate: Day?

    @Option(help: "Also show the charges with so many percent added, such as 15%.")
    var markup: String?

    func validate() throws {
        if (currency == nil) != (rate == nil) {
            throw ValidationError("--currency and --rate belong together: name both")
        }
        if rateDate != nil, rate == nil {
            throw ValidationError("--rate-date says of which day --rate is: name both")
        }
        _ = try usedMarkup()
        _ = try conversion(on: Day(ordinal: 0))
    }

    /// - Parameter format: what programs read has the ledger's dollars, which they expect.
    func refuse(in format: ReportFormat) throws {
        guard format.isOfLines || format.isOfCharges, currency != nil || markup != nil else {
            return
        }
        throw ValidationError(
            "\(format == .csv ? "CSV" : "--format \(format.rawValue)") has the ledger's own amounts: leave out"
                + " \(currency == nil ? "--markup" : "--currency"), or take another format")
    }

    func conversion(on today: Day) throws -> Conversion? {
        guard let currency, let rate else { return nil }
        guard let amount = try? USD(parsing: rate, rounding: .exact),
            let conversion = Conversion(
                currency: currency, rate: amount, date: rateDate ?? today)
        else {
            throw ValidationError(
                "--currency '\(currency)' --rate '\(rate)': write three capital letters other than USD,"
                    + " and a rate above 0 and at most 1000000 with up to nine decimals")
        }
        return conversion
    }

    func usedMarkup() throws -> Markup? {
        guard let markup else { return nil }
        let number = markup.hasSuffix("%") ? String(markup.dropLast()).trimmed : markup
        guard let amount = try? USD(parsing: number, rounding: .exact),
            let used = Markup(percent: amount)
        else {
            throw ValidationError(
                "--markup '\(markup)': write percent above 0 and at most 1000, like 15% or 12.5%")
        }
        return used
    }
}
