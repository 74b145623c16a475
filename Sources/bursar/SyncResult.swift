import LosslessJSON
import Metering
import Reporting

/// What `bursar sync` did, and everything that it left.
struct SyncResult {
    let summary: SyncSummary
    /// Not sent yet, or their process has ended less than a minute ago.
    var reserved = 0
    /// Sent, and their answer may still come.
    var dispatched = 0
    /// There was no usable key, and so nobody was asked.
    var isWithoutKey = false

    /// What would have been polled.
    private var notPolled: Int { isWithoutKey ? summary.stillRunning + summary.unpriced : 0 }

    /// `bursar.sync/1`.
    var document: JSON {
        [
            "schema": "bursar.sync/1", "recovered": .integer(summary.recovered),
            "polled": .integer(summary.polled), "ended": .integer(summary.ended),
            "provisional": .integer(summary.provisional), "troubled": .integer(summary.troubled),
            "still_running": .integer(summary.stillRunning), "unknown": .integer(summary.unknown),
            "unpriced": .integer(summary.unpriced), "reserved": .integer(reserved),
            "dispatched": .integer(dispatched), "not_polled": .integer(notPolled),
        ]
    }

    var text: String {
        let done = words([
            (summary.recovered, "recovered"), (summary.polled, "polled"), (summary.ended, "ended"),
            (summary.provisional, "posted provisionally"),
            (summary.troubled, "without a usable answer"),
            (notPolled, "not polled, because there is no usable API key"),
        ])
        let left = words([
            (reserved, "reserved and not sent yet"), (dispatched, "sent, its answer not there yet"),
            (summary.stillRunning, "still running"), (summary.unknown, "unknown"),
            (summary.unpriced, "unpriced"),
        ])
        return "Done: \(done ?? "nothing, because nothing was running").\n"
            + "Left: \(left ?? "nothing").\n"
    }

    private func words(_ counts: [(Int, String)]) -> String? {
        let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
