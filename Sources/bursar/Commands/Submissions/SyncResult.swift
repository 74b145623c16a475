import Accounting
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
    /// There was no usable key, and so the provider was not asked.
    var isWithoutKey = false

    /// Something was open, lost or without a price, so more than the price list was due.
    var neededProvider = false

    /// What would have been polled.
    private var notPolled: Int {
        isWithoutKey ? summary.stillRunning + summary.unpriced : summary.unasked
    }

    /// `bursar.sync/1`.
    var document: JSON {
        [
            "schema": "bursar.sync/1", "recovered": .integer(summary.recovered),
            "polled": .integer(summary.polled), "ended": .integer(summary.ended),
            "provisional": .integer(summary.provisional), "troubled": .integer(summary.failed),
            "still_running": .integer(summary.stillRunning), "unknown": .integer(summary.unknown),
            "unpriced": .integer(summary.unpriced), "reserved": .integer(reserved),
            "dispatched": .integer(dispatched), "not_polled": .integer(notPolled),
            "found": .integer(summary.found), "absent": .integer(summary.absent),
            "billed": .integer(summary.billed), "ended_by_books": .integer(summary.endedByBooks),
            "late": .integer(summary.late),
            "book_trouble": .string(orNull: summary.bookFailure?.message),
            "price_list": priceList,
            "unanswered": .string(orNull: unanswered?.fault.message),
        ]
    }

    var text: String {
        let done = words([
            (summary.recovered, "recovered"), (summary.found, "found in the provider's log"),
            (summary.absent, "released, as neither the provider's log nor its bill has them"),
            (summary.polled, "checked"), (summary.ended, "ended"),
            (summary.endedByBooks, "ended by the provider's books"),
            (summary.billed, "priced from the bill"),
            (summary.provisional, "posted provisionally"),
            (summary.failed, "without a usable answer"),
            (
                notPolled,
                isWithoutKey ? "not checked, because there is no usable API key" : "not checked"
            ),
        ])
        let left = words([
            (reserved, "reserved and not sent yet"), (dispatched, "sent, its answer not there yet"),
            (summary.stillRunning, "still running"), (summary.unknown, "unknown"),
            (summary.unpriced, "unpriced"),
        ])
        guard done != nil || left != nil else { return "Nothing was open.\n" }
        let lines = [
            done.map { "Done: \($0)." },
            left.map { "Still open: \($0)." } ?? "Nothing is open any more.", unknownText, lateText,
        ]
        return lines.compactMap { $0.map { $0 + "\n" } }.joined()
    }

    /// What becomes of those whose answer was lost; nil where the provider could not be asked.
    private var unknownText: String? {
        guard summary.unknown > 0, !isWithoutKey, summary.bookFailure == nil,
            summary.clockDoubt == nil, summary.failed == 0
        else { return nil }
        return "The provider's log does not have what is unknown yet. bursar sync looks again, and"
            + " releases what is in no book after a day."
    }

    /// The provider may not have what runs for hours any more.
    private var lateText: String? {
        guard summary.late > 0, let id = summary.latest else { return nil }
        let hours = Submission.lateSeconds / 3600
        return
            "\(summary.late) of those running for over \(hours) hours. After a day the provider's"
            + " books are asked how it ended; when you know: bursar resolve \(id)"
            + " (--charged USD | --not-charged) --reason TEXT"
    }

    /// `unchanged`, `taken` or `failed`; null when the list was fresh.
    private var priceList: JSON {
        switch summary.prices {
        case nil: .null
        case .unchanged: "unchanged"
        case .taken: "taken"
        case .failed: "failed"
        }
    }

    /// What could not be asked of the provider's books, which ends nothing.
    var warnings: [String] {
        var warnings: [String] = []
        // With nothing under way an old list changes nothing, and cron would send a mail each time.
        if neededProvider, case .failed(let fault)? = summary.prices {
            warnings.append(
                "the provider's price list could not be fetched; the known prices stay in force:"
                    + " \(fault.sentence)")
        }
        if let doubt = summary.clockDoubt {
            warnings.append(
                "nothing was released or ended because of its age or absence: \(doubt)")
        } else if let fault = summary.bookFailure {
            warnings.append(
                "the provider's books could not be read to their end, so nothing was concluded from"
                    + " what they did not show: \(fault.sentence)")
        }
        warnings += summary.ledgerFailures.map { "\($0); see: bursar verify" }
        return warnings
    }

    /// What was due and had no answer, and the first reason; nil when all was asked and answered.
    private var unanswered: (parts: [String], fault: Fault)? {
        var parts: [String] = []
        var faults: [Fault] = []
        if let silence = summary.silence {
            parts.append(Count.text(summary.unanswered, "check"))
            if summary.unasked > 0 { parts.append("\(summary.unasked) not checked") }
            faults.append(silence)
        }
        // Clocks that contradict each other are reported elsewhere.
        if summary.clockDoubt == nil, let fault = summary.bookFailure {
            parts.append("the provider's books")
            faults.append(fault)
        }
        if let fault = summary.balanceFailure {
            parts.append("the balance")
            faults.append(fault)
        }
        // The price list is no part of it: a warning says so, and the known prices stay in force.
        return faults.first.map { (parts, $0) }
    }

    /// The end of a round in which something that was due had no answer; nil when there is none.
    var failure: Failure? {
        unanswered.map { parts, fault in
            let sentence = fault.sentence
            let reason = sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]
            return Failure(
                .failed,
                "no answer to all that was due (\(parts.joined(separator: ", "))): \(reason)."
                    + " Run bursar sync again later")
        }
    }

    private func words(_ counts: [(Int, String)]) -> String? {
        let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
