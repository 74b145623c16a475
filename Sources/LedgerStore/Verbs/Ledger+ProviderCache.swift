package import Accounting
import GRDB

/// A time at which the provider's books were read from one instant to another, to their end.
package struct Sweep: Hashable, Sendable {
    package let at: Instant
    package let start: Instant
    package let end: Instant

    package init(at: Instant, start: Instant, end: Instant) {
        self.at = at
        self.start = start
        self.end = end
    }
}

/// What was read from the provider and is no part of the accounts: it can be read again.
extension Ledger {
    /// What was kept under a name, and when; nil when nothing was.
    package func cached(_ name: String) throws -> (text: String, at: Instant)? {
        try file.read { database in
            try database.firstRow("SELECT value, at FROM memo WHERE name = ?", [name]) {
                (try $0.text(), try $0.instant())
            }
        }
    }

    package func cache(_ text: String, as name: String, at instant: Instant) async throws {
        try await write { database in
            try database.run(
                """
                INSERT INTO memo (name, at, value) VALUES (?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET at = excluded.at, value = excluded.value
                """, [name, instant.microseconds, text])
        }
    }

    /// The complete sweeps that covered all of a span, the oldest first.
    package func sweeps(covering span: ClosedRange<Instant>) throws -> [Sweep] {
        try file.read { database in
            try database.rows(
                """
                SELECT at, covers_from, covers_to FROM sweep
                WHERE covers_from <= ? AND covers_to > ? ORDER BY at
                """, [span.lowerBound.microseconds, span.upperBound.microseconds]
            ) { Sweep(at: try $0.instant(), start: try $0.instant(), end: try $0.instant()) }
        }
    }

    /// Records a complete sweep, and removes those that are older than a hundred days, and those of
    /// the future: a clock that was ahead has dated them.
    ///
    /// - Precondition: it covers some time.
    package func note(_ sweep: Sweep) async throws {
        precondition(sweep.start < sweep.end, "a sweep covers some time")
        let oldest = sweep.at.advanced(bySeconds: -100 * 86_400)
        try await write { database in
            try database.run(
                "DELETE FROM sweep WHERE at < ? OR at > ?",
                [oldest.microseconds, sweep.at.microseconds])
            try database.run(
                """
                INSERT INTO sweep (at, covers_from, covers_to) VALUES (?, ?, ?)
                ON CONFLICT (at) DO NOTHING
                """,
                [sweep.at.microseconds, sweep.start.microseconds, sweep.end.microseconds])
        }
    }
}
