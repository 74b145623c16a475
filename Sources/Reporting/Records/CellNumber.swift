import Accounting
import Text

/// Which mark stands before the decimals in the numbers of a table.
package enum CellDecimalMark: String, CaseIterable, Sendable {
    case point = "."
    case comma = ","
    /// Not known, as where cells are separated by semicolons: each number shows it, or is refused.
    case either = "any"

    /// What is to be expected where nothing is said.
    package init(separator: CSVSeparator) { self = separator == .semicolon ? .either : .point }
}

/// A number as people and spreadsheets write it: `$1.50`, `1,50`, `(1.50)`, `1.50 USD`.
struct CellNumber {
    /// With a decimal point, without currency; what is no number is left for the reader of the field.
    let plain: String

    init(_ text: String, mark: CellDecimalMark) throws(CellFlaw) {
        var number = Substring(text)
        var isNegative = false
        if number.hasPrefix("("), number.hasSuffix(")") {
            isNegative = true
            number = number.dropFirst().dropLast()
        }
        number = CellNumber.withoutDollars(number, &isNegative)
        if number.unicodeScalars.contains(where: {
            $0.properties.generalCategory == .currencySymbol
        }) {
            throw .otherCurrency
        }
        if number.filter(\.isLetter).wholeMatch(of: /[A-Z]{3}/) != nil { throw .otherCurrency }
        guard number.contains(where: \.isNumber), number.allSatisfy(CellNumber.isOfNumber) else {
            plain = text
            return
        }
        if number.contains(where: { $0.isWhitespace || "'’_".contains($0) }) { throw .thousands }
        var digits = try CellNumber.withPoint(number, mark)
        if digits.hasPrefix(".") { digits = "0" + digits }
        let isZero = digits.allSatisfy { $0 == "0" || $0 == "." }
        plain = isNegative && !isZero ? "-" + digits : digits
    }

    /// Also what stands between thousands somewhere, and exponents.
    private static func isOfNumber(_ character: Character) -> Bool {
        character.isNumber || character.isWhitespace || "+-.,'’_eE".contains(character)
    }

    var isNegative: Bool { plain.hasPrefix("-") }

    /// Takes signs and the marks of the dollar away from both ends.
    private static func withoutDollars(_ text: Substring, _ isNegative: inout Bool) -> Substring {
        var rest = text
        while true {
            let before = rest.utf8.count
            rest = Substring(rest.trimmed)
            for mark in ["US$", "$", "USD"] {
                if rest.uppercased().hasPrefix(mark) { rest = rest.dropFirst(mark.count) }
                if rest.uppercased().hasSuffix(mark) { rest = rest.dropLast(mark.count) }
            }
            for mark in ["-", "\u{2212}"] where rest.hasPrefix(mark) || rest.hasSuffix(mark) {
                rest = rest.hasPrefix(mark) ? rest.dropFirst() : rest.dropLast()
                isNegative = true
            }
            if rest.utf8.count == before { return rest }
        }
    }

    private static func withPoint(_ number: Substring, _ mark: CellDecimalMark) throws(CellFlaw)
        -> String
    {
        let points = number.count { $0 == "." }
        let commas = number.count { $0 == "," }
        switch mark {
        case .point:
            guard commas == 0, points < 2 else { throw .thousands }
        case .comma:
            guard points == 0, commas < 2 else { throw .thousands }
        case .either:
            guard points + commas < 2 else { throw .thousands }
            if points == 1, mayBeGrouped(number) { throw .unknownMark }
        }
        return String(number.replacing(",", with: "."))
    }

    /// `1.234`, which is 1234 where the comma is the decimal mark. `0.234` and `1234.567` are not.
    private static func mayBeGrouped(_ number: Substring) -> Bool {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        return (1...3).contains(parts[0].count) && !parts[0].hasPrefix("0") && parts[1].count == 3
            && parts[1].allSatisfy(\.isNumber)
    }
}
