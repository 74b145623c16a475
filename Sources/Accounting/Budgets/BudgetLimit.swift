import Text

/// What a budget limits: money, or the number of submissions.
package enum BudgetLimit: Hashable, Sendable {
    case usd(USD)
    case submissions(Int)
}

extension BudgetLimit: CustomStringConvertible {
    /// The most submissions that a limit can name.
    package static let largestCount = 1_000_000_000

    /// Reads `25`, `25.50`, `$25`, `2000000cr` or `40 submissions`. Credits become dollars.
    package init(parsing text: String) throws(AmountError) {
        let trimmed = text.trimmed
        if let count = trimmed.removingSuffix("submissions") ?? trimmed.removingSuffix("submission")
        {
            let value = try wholeNumber(count.trimmed, in: text)
            guard value > 0 else { throw .notPositive(text) }
            guard value <= BudgetLimit.largestCount else { throw .tooManySubmissions(text) }
            self = .submissions(Int(value))
            return
        }
        self = .usd(try USD(userText: trimmed))
    }

    package var description: String {
        switch self {
        case .usd(let amount): amount.display
        case .submissions(1): "1 submission"
        case .submissions(let count): "\(count) submissions"
        }
    }
}

extension USD {
    /// Reads an amount as a person types it: `25`, `25.50`, `$25`, `2000000cr`. More than zero.
    package init(userText text: String) throws(AmountError) {
        let trimmed = text.trimmed
        let amount: USD
        if let credits = trimmed.removingSuffix("cr") {
            let count = try wholeNumber(credits.trimmed, in: text)
            guard let value = USD(credits: count) else { throw .tooLarge(text) }
            amount = value
        } else {
            let digits = trimmed.hasPrefix("$") ? String(trimmed.dropFirst()) : trimmed
            // An exponent is how machines write amounts; from a person it is a slip.
            guard digits.utf8.allSatisfy({ (0x30...0x39) ~= $0 || $0 == 0x2E || $0 == 0x2D })
            else { throw .notANumber(text) }
            do {
                amount = try USD(parsing: digits, rounding: .exact)
            } catch {
                throw error.naming(text)
            }
        }
        guard amount > .zero else { throw .notPositive(text) }
        self = amount
    }
}

extension AmountError {
    /// The same error about the text as the person typed it.
    fileprivate func naming(_ text: String) -> AmountError {
        switch self {
        case .notANumber: .notANumber(text)
        case .tooPrecise: .tooPrecise(text)
        case .tooLarge: .tooLarge(text)
        case .tooManySubmissions: .tooManySubmissions(text)
        case .notPositive: .notPositive(text)
        }
    }
}

/// Digits, with a minus perhaps, as a number that saturates: its range is for the caller to judge.
private func wholeNumber(_ digits: String, in text: String) throws(AmountError) -> Int64 {
    let isNegative = digits.hasPrefix("-")
    let unsigned = digits.utf8.dropFirst(isNegative ? 1 : 0)
    guard !unsigned.isEmpty, unsigned.allSatisfy({ (0x30...0x39) ~= $0 }) else {
        throw .notANumber(text)
    }
    return Int64(digits) ?? (isNegative ? .min : .max)
}

extension String {
    func removingSuffix(_ suffix: String) -> String? {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
    }
}
