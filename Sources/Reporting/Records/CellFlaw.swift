/// Why a cell is not taken for what its column is taken for.
package enum CellFlaw: Error, Hashable, Sendable {
    /// `1,234.50`: marks between the thousands.
    case thousands
    /// `1.234` where the comma may be the decimal mark.
    case unknownMark
    case otherCurrency
    /// A negative charge.
    case negative
    /// A row that is a refund, a payment or a bonus.
    case noCharge
    case notATime
    /// `1.23457E+11`: what a spreadsheet makes of a long number, in which two ids may be one.
    case shortenedID

    /// After the name of the field and the value: `usd is "1.234": …`.
    var words: String {
        switch self {
        case .thousands:
            "write it without marks between the thousands, and with one decimal mark at the most"
        case .unknownMark:
            "it may be a fraction or thousands, because the decimal mark is not known; write it with"
                + " another number of decimals"
        case .otherCurrency: "amounts are in US dollars; convert it, or leave the row out"
        case .negative:
            "an import takes what submissions cost, which is never below zero; where it is a refund,"
                + " leave the row out, and write what is left of the charge in the row of the submission"
        case .noCharge:
            "an import takes what submissions cost; leave the row out, and where it is a refund, write"
                + " what is left of the charge in the row of the submission"
        case .shortenedID:
            "a spreadsheet has shortened it; give the column the form of text there, and write the whole id"
        case .notATime: "write \(CellInstant.examples)"
        }
    }
}
