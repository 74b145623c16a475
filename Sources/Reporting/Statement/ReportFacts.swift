import Accounting
import Text

/// What a report says in words and single amounts, for every format that people read.
struct ReportFacts {
    let report: SpendReport
    /// The currency and the markup of a copy for somebody else.
    let copy: SpendReport.Presentation

    private var totals: Spend { report.totals }

    /// Charged, reserved, and where that is heading.
    var money: [FactList.Fact] {
        var facts = [
            FactList.Fact(
                name: "Charged", amount: totals.usd.display,
                text: Count.text(totals.credits, "credit"))
        ]
        if let conversion = copy.conversion {
            facts.append(
                FactList.Fact(
                    name: "≈ \(conversion.currency)", amount: conversion.number(totals.usd),
                    text: "at \(conversion.rate) for $1"))
        }
        facts += adjustments + markup + comparison
        if totals.provisional != .zero {
            facts.append(
                FactList.Fact(
                    name: "Provisional", amount: totals.provisional.display + "*",
                    text: "of what is charged", tone: .caution))
        }
        facts.append(
            FactList.Fact(
                name: "Reserved", amount: totals.reserved.display,
                text: totals.reserved == .zero ? "" : "still held, not charged"))
        if let forecast = report.forecast, let last = report.span.lastDay {
            facts.append(
                FactList.Fact(
                    name: "Projected", amount: forecast.amount,
                    text: forecast.phrase(by: last.description)))
        }
        return facts + captured
    }

    /// How much of the provider's bill went through here.
    var captured: [FactList.Fact] {
        guard let share = report.captured, let points = share.basisPoints else { return [] }
        let days = Count.text(share.days.count, "day")
        return [
            FactList.Fact(
                name: "Captured", amount: Percent.text(basisPoints: points) + " %",
                text: "of the provider's bill of \(share.billed.display), read for \(days)",
                tone: share.isWhole ? .plain : .caution)
        ]
    }

    /// What is added on the copy, and the sum; the charge above stays what it is.
    var markup: [FactList.Fact] {
        guard let markup = copy.markup else { return [] }
        let added = markup.amount(on: totals.usd)
        let sum = totals.usd + added
        return [
            FactList.Fact(name: "Markup", amount: added.display, text: "\(markup.number) %"),
            FactList.Fact(
                name: "Sum", amount: sum.display,
                text: ["charged and markup", copy.conversion?.text(sum)].compactMap(\.self)
                    .joined(separator: ", ")),
        ]
    }

    private var comparison: [FactList.Fact] {
        guard let previous = report.previous else { return [] }
        var period = previous.span.phrase
        if let upToNow = previous.upToNow { period += ", \(upToNow.display) of it by the same day" }
        return [
            FactList.Fact(name: "Before", amount: previous.totals.usd.display, text: period),
            FactList.Fact(
                name: "Change", amount: Change.amount(from: previous.totals.usd, to: totals.usd),
                text: Change.percent(from: previous.totals.usd, to: totals.usd) ?? ""),
        ]
    }

    /// What the charges come to for one video and one second, and how sure they are.
    var averages: [FactList.Fact] {
        var facts: [FactList.Fact] = []
        if let each = totals.perFinished {
            facts.append(
                FactList.Fact(
                    name: "Per video", amount: each.display,
                    text: "for \(Count.text(totals.finished, "finished video")), failures included")
            )
        }
        if let each = totals.perSecond {
            facts.append(
                FactList.Fact(
                    name: "Per second", amount: each.display,
                    text: "over the \(Count.text(totals.seconds, "second")) of known length"))
        }
        if let named = totals.namedBasisPoints {
            facts.append(
                FactList.Fact(
                    name: "Confirmed", amount: Percent.text(basisPoints: named) + " %",
                    text: "of what is charged or held is named by the provider"))
        }
        return facts
    }

    /// How the charges differ from what was estimated.
    var estimates: [FactList.Fact] {
        guard let error = totals.estimateErrorBasisPoints else { return [] }
        return [
            FactList.Fact(
                name: "vs estimate", amount: Percent.difference(basisPoints: error),
                text: "against the \(totals.estimated.display) estimated for known charges")
        ]
    }

    var submissions: FactList.Fact {
        let parts = [
            (totals.settled, "settled"), (totals.failed, "failed"), (totals.open, "open"),
            (totals.unpriced, "unpriced"),
        ]
        let words = parts.filter { $0.0 != 0 }.map { "\($0.0) \($0.1)" }
        return FactList.Fact(
            name: "Submissions", amount: "\(totals.submissions)",
            text: words.joined(separator: ", "))
    }

    /// What is not settled, went wrong or was corrected, in sentences.
    var remarks: [FactList.Fact] {
        var facts: [FactList.Fact] = []
        func add(_ name: String, _ count: Int, _ one: String, _ many: String, _ tone: Tone = .plain)
        {
            guard count != 0 else { return }
            let text = "\(count) \(count == 1 ? one : many)"
            facts.append(FactList.Fact(name: name, text: text, tone: tone))
        }
        add(
            "Open", totals.open,
            "submission has not ended; what it may cost stays reserved.",
            "submissions have not ended; what they may cost stays reserved.")
        add(
            "Unpriced", totals.unpriced,
            "video was made, and its cost is not known yet; its reservation stays.",
            "videos were made, and their cost is not known yet; their reservations stay.", .caution)
        if totals.failedUSD != .zero {
            let count = totals.failed + totals.chargedFailures
            let charged = "\(totals.failedUSD.display) was charged for"
            add(
                "Failed", count, "submission failed; \(charged) it.",
                "submissions failed; \(charged) them.")
        }
        add(
            "Refused", totals.refused,
            "submission was refused: nothing was sent or charged.\(refusedCost("It"))",
            "submissions were refused: nothing was sent or charged.\(refusedCost("They"))")
        let corrected = "corrected after it was posted: \(signed(totals.adjustedUSD)) in all."
        add(
            "Adjusted", totals.adjustments, "charge was \(corrected)",
            "times a charge was \(corrected)")
        facts += closingRemarks
        if let conversion = copy.conversion {
            facts.append(FactList.Fact(name: "≈", text: conversion.sentence))
        }
        if let markup = copy.markup {
            facts.append(FactList.Fact(name: "Markup", text: markup.sentence))
        }
        if totals.provisional != .zero {
            facts.append(
                FactList.Fact(
                    name: "*",
                    text: "Provisional: contains \(totals.provisional.display) of reservations that"
                        + " stand in until the charge is known.", tone: .caution))
        }
        return facts
    }

    private func refusedCost(_ subject: String) -> String {
        totals.refusedUSD == .zero
            ? "" : " \(subject) would have cost up to \(totals.refusedUSD.display)."
    }

    private func signed(_ amount: USD) -> String { Change.amount(from: .zero, to: amount) }
}
