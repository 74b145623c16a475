import Accounting

/// The last alerts, in their own words.
struct DashboardAlerts {
    let alerts: [(alert: Alert, at: Instant)]
    let asOf: Instant

    var section: HTML? {
        guard !alerts.isEmpty else { return nil }
        return DashboardPage.section(
            "alerts", "Last alerts",
            [
                HTML(
                    "ul", ["class": "alerts"],
                    alerts.map { alert, at in
                        HTML(
                            "li", ["class": alert.severity.rawValue],
                            HTML("p", [:], HTML("bdi", [:], HTML(alert.message))),
                            HTML(
                                "p", ["class": "note"],
                                HTML(
                                    "\(alert.severity.rawValue), "
                                        + Elapsed.ago(seconds: asOf.seconds(since: at)))))
                    })
            ])
    }
}

/// How the books are: what went through here, what is not known, and by which hash this copy is known.
struct DashboardHealth {
    let state: DashboardState
    let contents: DashboardContents

    var section: HTML {
        DashboardPage.section(
            "health", "Health",
            [
                HTML(
                    "dl", ["class": "facts"],
                    facts.map { name, text in
                        HTML("div", [:], HTML("dt", [:], HTML(name)), HTML("dd", [:], text))
                    })
            ])
    }

    private var facts: [(String, HTML)] {
        [
            ("Captured", HTML(captured)),
            ("Unknown outcome", HTML("\(state.unknown)")),
            ("Without a known cost", HTML("\(state.unpriced)")),
            ("Alerts not delivered", HTML("\(state.undelivered)")),
            (
                "Last entry",
                HTML(
                    state.newestEntry.map {
                        Elapsed.ago(seconds: contents.asOf.seconds(since: $0))
                    } ?? "none")
            ), ("Ledger", HTML("code", [:], HTML(String(state.ledgerHead.prefix(12))))),
        ]
    }

    private var captured: String {
        guard let share = state.captured, let last = share.days.last,
            let points = share.basisPoints
        else { return "not read yet; \(state.billAdvice)" }
        return "\(Percent.text(basisPoints: points)) % of the provider's bill of"
            + " \(share.billed.display), \(Count.text(share.days.count, "day")) to \(last.day)"
    }
}
