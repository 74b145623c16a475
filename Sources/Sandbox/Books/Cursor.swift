import Accounting

/// The opaque cursor of the transactions: the place of the last row that was shown.
///
/// It names a row and no position, so rows that arrive shift no page. It is accepted only in the
/// exact form in which it was issued.
struct Cursor: Hashable, Sendable {
    let place: Timeline<Transaction>.Place

    init(_ place: Timeline<Transaction>.Place) { self.place = place }

    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).dropFirst()
        guard parts.count == 3, let first = parts.first, let at = UInt64(first, radix: 36),
            let number = Int(parts.dropFirst().first!, radix: 36)
        else { return nil }
        place = .init(at: Instant(microseconds: Int64(bitPattern: at)), number: number)
        guard self.text == text else { return nil }
    }

    var text: String {
        let at = UInt64(bitPattern: place.at.microseconds)
        let sum = (at &* 0x9E37_79B9 ^ UInt64(bitPattern: Int64(place.number))) % 46_656
        return "tx1-\(Cursor.digits(at))-\(Cursor.digits(place.number))-\(Cursor.digits(sum))"
    }

    private static func digits(_ value: some BinaryInteger) -> String { String(value, radix: 36) }
}
