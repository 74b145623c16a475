package import Accounting
import GRDB

/// What was read of the provider's bill, day by day. It is no part of the accounts: it can be read again.
extension Ledger {
    /// Keeps what was captured of some days, in the place of what was kept of them.
    package func note(_ days: [CapturedDay]) async throws {
        guard let last = days.map(\.day).max() else { return }
        let oldest = last.advanced(by: -Ledger.daysOfCapturedKept)
        try await write { database in
            for day in days {
                try database.run(
                    """
                    INSERT INTO memo (name, at, value) VALUES (?, ?, ?)
                    ON CONFLICT (name) DO UPDATE SET at = excluded.at, value = excluded.value
                    """,
                    [
                        Ledger.capturedPrefix + day.day.description, day.readAt.microseconds,
                        "\(day.billed.nanos) \(day.captured.nanos)",
                    ])
            }
            try database.run(
                "DELETE FROM memo WHERE name >= ? AND name < ?",
                [Ledger.capturedPrefix, Ledger.capturedPrefix + oldest.description])
        }
    }

    /// The last days of which the bill was read, the latest first.
    ///
    /// - Parameters:
    ///   - first: the earliest that counts; nil is no bound.
    ///   - last: the latest, inclusive.
    package func capturedDays(
        from first: Day? = nil, to last: Day? = nil, limit: Int = daysOfCapturedKept
    ) throws -> [CapturedDay] {
        try file.read { database in
            try database.rows(
                """
                SELECT name, at, value FROM memo
                WHERE name >= ? AND name < ? ORDER BY name DESC LIMIT ?
                """,
                [
                    Ledger.capturedPrefix + (first?.description ?? ""),
                    last.map { Ledger.capturedPrefix + $0.advanced(by: 1).description }
                        ?? Ledger.capturedEnd, limit,
                ]
            ) { reader in
                CapturedDay(
                    name: try reader.text(), at: try reader.instant(), value: try reader.text())
            }
            .compactMap(\.self)
        }
    }

    private static let capturedPrefix = "captured/"
    /// The first name behind all of them: `0` follows `/`.
    private static let capturedEnd = "captured0"
    package static let daysOfCapturedKept = 400
}

extension CapturedDay {
    fileprivate init?(name: String, at: Instant, value: String) {
        let nanos = value.split(separator: " ").compactMap { Int64($0) }
        guard let day = Day(String(name.suffix(10))), nanos.count == 2 else { return nil }
        self.init(
            day: day, billed: USD(nanos: nanos[0]), captured: USD(nanos: nanos[1]), readAt: at)
    }
}
