package import Accounting

/// The findings of `bursar doctor`, each with what to do about it.
///
/// A pure function of ``DoctorFacts``. It has one check for every ``Name``, in their order, whatever
/// is known: what could not be found out is a check of status `unknown`, with the reason.
package struct Diagnosis: Hashable, Sendable {
    /// What is looked at. The raw values are stable: scripts go by them.
    package enum Name: String, CaseIterable, Sendable {
        case config
        case key
        /// Whether the provider answers at all.
        case provider
        case balance
        case keyLimit = "key_limit"
        case autoTopUp = "auto_top_up"
        case clock
        case ledger
        case fileSystem = "file_system"
        case permissions
        case diskSpace = "disk_space"
        case sqlite
        case synchronous
        case timeZone = "time_zone"
        case unresolved
        case prices
        /// How much of the provider's bill went through here.
        case captured
        case alerts
    }

    package enum Status: String, CaseIterable, Sendable {
        case ok, warning, problem
        /// It could not be found out.
        case unknown
    }

    /// One thing that was looked at.
    package struct Check: Hashable, Sendable {
        package let name: Name
        package let status: Status
        package let message: String
        /// What to do about it; nil when there is nothing to do.
        package let remedy: Remedy?
    }

    /// What to do: in words that are the same wherever they are said, in those of the edge, or both.
    package struct Remedy: Hashable, Sendable, ExpressibleByStringInterpolation {
        package let text: String
        package let advice: Advice?

        init(_ text: String = "", _ advice: Advice? = nil) {
            self.text = text
            self.advice = advice
        }

        package init(stringLiteral text: String) { self.init(text) }

        /// - Parameter words: those of the edge.
        package func sentence(in words: TextStyle.Words) -> String {
            AdviceText.joined(text, advice.flatMap(words) ?? "")
        }
    }

    package let asOf: Instant
    package let checks: [Check]

    /// Whether nothing is a problem. Warnings and what is not known are none.
    package var isOK: Bool { !checks.contains { $0.status == .problem } }

    package init(_ facts: DoctorFacts) {
        asOf = facts.asOf
        checks = Name.allCases.map { name in
            let finding = Diagnosis.finding(on: name, in: facts)
            return Check(
                name: name, status: finding.status, message: finding.message,
                remedy: finding.remedy)
        }
    }

    private static func finding(on name: Name, in facts: DoctorFacts) -> Finding {
        switch name {
        case .config: config(facts)
        case .key: key(facts)
        case .provider: provider(facts)
        case .balance: balance(facts)
        case .keyLimit: keyLimit(facts)
        case .autoTopUp: autoTopUp(facts)
        case .clock: clock(facts)
        case .ledger: ledger(facts)
        case .fileSystem: fileSystem(facts)
        case .permissions: permissions(facts)
        case .diskSpace: diskSpace(facts)
        case .sqlite: sqlite(facts)
        case .synchronous: synchronous(facts)
        case .timeZone: timeZone(facts)
        case .unresolved: unresolved(facts)
        case .prices: prices(facts)
        case .captured: captured(facts)
        case .alerts: alerts(facts)
        }
    }

    /// What a check came to, before it has its name.
    struct Finding {
        let status: Status
        let message: String
        let remedy: Remedy?

        static func ok(_ message: String, _ remedy: Remedy? = nil) -> Finding {
            Finding(status: .ok, message: message, remedy: remedy)
        }

        static func warning(_ message: String, _ remedy: Remedy) -> Finding {
            Finding(status: .warning, message: message, remedy: remedy)
        }

        static func problem(_ message: String, _ remedy: Remedy) -> Finding {
            Finding(status: .problem, message: message, remedy: remedy)
        }

        static func unknown(_ message: String, _ remedy: Remedy? = nil) -> Finding {
            Finding(status: .unknown, message: message, remedy: remedy)
        }
    }
}
