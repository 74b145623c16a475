/// Reads decimal text as a whole number of small units, never through a binary fraction.
///
///     DecimalNumber.scaled("1.0E-7", places: 9)        // 100
///     DecimalNumber.text(nanos: 1_950_000_000)         // "1.95"
enum DecimalNumber {
    /// The number times 10 to `places`, rounded half up; nil for anything but a plain decimal
    /// from 0 to about 10¹⁸ units.
    static func scaled(_ text: String, places: Int) -> Int64? {
        guard let (digits, exponent) = parts(of: text) else { return nil }
        let shift = exponent + places
        guard shift <= 18, digits.count <= 36 else { return nil }

        var value: Int128 = 0
        for digit in digits { value = value * 10 + Int128(digit) }
        if shift >= 0 {
            for _ in 0..<shift {
                let (product, overflow) = value.multipliedReportingOverflow(by: 10)
                if overflow { return nil }
                value = product
            }
            return Int64(exactly: value)
        }
        if -shift > 37 { return 0 }
        var divisor: Int128 = 1
        for _ in 0..<(-shift) { divisor *= 10 }
        return Int64(exactly: (value + divisor / 2) / divisor)
    }

    /// Nano-units with as many decimals as they need: `0.0005745`, `1.95`, `25`.
    static func text(nanos: Int64) -> String {
        let whole = nanos.magnitude / 1_000_000_000
        var fraction = fixedFraction(nanos)
        while fraction.last == "0" { fraction.removeLast() }
        let sign = nanos < 0 ? "-" : ""
        return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
    }

    /// Nano-units with all nine decimals, as the provider writes them in its headers.
    static func fixedText(nanos: Int64) -> String {
        "\(nanos < 0 ? "-" : "")\(nanos.magnitude / 1_000_000_000).\(fixedFraction(nanos))"
    }

    /// Nano-dollars with at least two decimals, as Bursar's documents write money: `0.00`, `1.638`.
    static func amountText(nanos: Int64) -> String {
        let text = text(nanos: nanos)
        let decimals = text.split(separator: ".").dropFirst().first?.utf8.count ?? 0
        return decimals == 0 ? "\(text).00" : decimals == 1 ? "\(text)0" : text
    }

    private static func fixedFraction(_ nanos: Int64) -> String {
        let digits = String(nanos.magnitude % 1_000_000_000)
        return String(repeating: "0", count: 9 - digits.count) + digits
    }

    /// The significant digits of `123.45e-6`, and the power of ten of the last one.
    private static func parts(of text: String) -> (digits: [UInt8], exponent: Int)? {
        let halves = text.split(
            maxSplits: 1, omittingEmptySubsequences: false,
            whereSeparator: { $0 == "e" || $0 == "E" }
        )
        guard let mantissa = halves.first else { return nil }
        var exponent = 0
        if halves.count == 2 {
            guard halves[1].utf8.count <= 4, let power = Int(halves[1]) else { return nil }
            exponent = power
        }
        let sides = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        guard sides.count <= 2, sides.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) })
        else { return nil }
        let digits = sides.joined().utf8.map { $0 - UInt8(ascii: "0") }
        let fractionDigits = sides.count == 2 ? sides[1].utf8.count : 0
        return (Array(digits.drop { $0 == 0 }), exponent - fractionDigits)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte
    }
}
