/// Why a text is not an amount of money.
package enum AmountError: Error, Hashable, CustomStringConvertible {
    case notANumber(String)
    case tooPrecise(String)
    case tooLarge(String)
    case tooManySubmissions(String)
    case notPositive(String)

    package var description: String {
        switch self {
        case .notANumber(let text):
            "'\(text)' is not an amount; write it like 25, 25.50 or 0.0005745"
        case .tooPrecise(let text):
            "'\(text)' has more than nine decimals; amounts are exact to $0.000000001"
        case .tooLarge(let text): "'\(text)' is larger than $\(USD.largestReadable)"
        case .tooManySubmissions(let text):
            "'\(text)' is more than \(BudgetLimit.largestCount) submissions"
        case .notPositive(let text): "'\(text)' must be more than zero"
        }
    }
}

/// What to do with decimals past the ninth.
package enum AmountRounding: Sendable {
    /// Refuse them: a person typed this amount.
    case exact
    /// Round half to even: a machine reported this amount, and it must not be lost.
    case halfEven
}

extension USD: CustomStringConvertible {
    /// Reads a decimal text such as `25`, `-0.5`, `1.638` or `1.0E-7`, digit by digit.
    ///
    /// - Throws: ``AmountError`` when the text is no number, has more than nine significant
    ///   decimals under `.exact`, or is beyond ``largestReadable``.
    package init(parsing text: String, rounding: AmountRounding) throws(AmountError) {
        guard let number = DecimalText(text) else { throw .notANumber(text) }
        guard let scaled = number.scaled(byPowerOfTen: 9) else { throw .tooLarge(text) }
        if rounding == .exact, !scaled.isExact { throw .tooPrecise(text) }
        guard let amount = USD(readableNanos: scaled.value) else { throw .tooLarge(text) }
        self = amount
    }

    /// At least two decimals, at most nine, no trailing zeros past the second, no exponent.
    package var description: String {
        let (dollars, rest) = nanos.magnitude.quotientAndRemainder(
            dividingBy: USD.nanosPerDollar.magnitude)
        var decimals = 9
        var fraction = rest
        while decimals > 2, fraction % 10 == 0 {
            fraction /= 10
            decimals -= 1
        }
        // Put together without an interpolation, which takes longer than the digits.
        let text = String(dollars) + "." + padded(Int(fraction), decimals)
        return nanos < 0 ? "-" + text : text
    }

    /// A whole number of credits, as any program writes it: `120000`, `120000.0` or `1.2e5`. Nil for
    /// what is none, is below zero or leaves the type.
    package static func wholeCredits(_ text: String) -> Int64? {
        guard let number = DecimalText(text)?.scaled(byPowerOfTen: 0), number.isExact else {
            return nil
        }
        return Int64(exactly: number.value).flatMap { $0 < 0 ? nil : $0 }
    }

    /// With the sign and the currency as people write it: `$1.638`, `-$0.50`.
    package var display: String {
        nanos < 0 ? "-$" + description.dropFirst() : "$" + description
    }
}

/// A decimal number as digits and an exponent, read from text without a binary fraction.
struct DecimalText {
    private let isNegative: Bool
    private let digits: [UInt8]
    private let exponent: Int

    /// Accepts `[+-]digits[.digits][e[+-]digits]`, and nothing else around it.
    init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }

        let whole = bytes.prefix(while: DecimalText.isDigit)
        bytes = bytes.dropFirst(whole.count)
        var fraction = bytes.prefix(0)
        if bytes.first == UInt8(ascii: ".") {
            fraction = bytes.dropFirst().prefix(while: DecimalText.isDigit)
            bytes = bytes.dropFirst(fraction.count + 1)
            if fraction.isEmpty { return nil }
        }
        if whole.isEmpty { return nil }

        var shift = 0
        if let mark = bytes.first, mark | 0x20 == UInt8(ascii: "e") {
            guard let value = DecimalText.exponent(bytes.dropFirst()) else { return nil }
            shift = value
            bytes = bytes.dropFirst(bytes.count)
        }
        guard bytes.isEmpty else { return nil }
        digits = (whole + fraction).map { $0 - UInt8(ascii: "0") }
        exponent = shift - fraction.count
    }

    /// The number times 10 to `power`, rounded half to even; nil when it needs over 30 digits.
    func scaled(byPowerOfTen power: Int) -> (value: Int128, isExact: Bool)? {
        let kept = digits.count + exponent + power
        let significant = Array(digits.drop { $0 == 0 })
        if significant.isEmpty { return (0, true) }
        let leadingZeros = digits.count - significant.count
        guard kept - leadingZeros <= 30 else { return nil }

        var value: Int128 = 0
        for index in 0..<max(kept, 0) {
            value = value * 10 + Int128(index < digits.count ? digits[index] : 0)
        }
        let dropped = kept < 0 ? [0] + digits : Array(digits.dropFirst(kept))
        let isExact = dropped.allSatisfy { $0 == 0 }
        if let first = dropped.first {
            let isAboveHalf = first > 5 || (first == 5 && dropped.dropFirst().contains { $0 > 0 })
            let isTie = first == 5 && !isAboveHalf
            if isAboveHalf || (isTie && value % 2 == 1) { value += 1 }
        }
        return (isNegative ? -value : value, isExact)
    }

    /// `[+-]digits`. One beyond 10¹² counts as 10¹²: no text has that many digits.
    private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
        let sign = text.first
        let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
        let digits = text.dropFirst(isSigned ? 1 : 0)
        guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return nil }
        let largest = 1_000_000_000_000
        let value = digits.reduce(0) { min($0 * 10 + Int($1 - UInt8(ascii: "0")), largest) }
        return sign == UInt8(ascii: "-") ? -value : value
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte
    }
}
