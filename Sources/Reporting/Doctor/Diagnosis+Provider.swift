import Accounting

extension Diagnosis {
    static func config(_ facts: DoctorFacts) -> Finding {
        let configuration = facts.configuration
        if let failure = configuration.failure {
            return .problem(failure, "correct it: what it may set is not known until then")
        }
        guard configuration.warnings.isEmpty else {
            return .warning(
                configuration.warnings.joined(separator: "; "),
                Remedy("", .seeSettings))
        }
        return .ok(
            configuration.isThere ? configuration.path : "variables and defaults; there is no file")
    }

    static func provider(_ facts: DoctorFacts) -> Finding {
        let provider = facts.provider
        if facts.configuration.failure == nil, let failure = provider.failure {
            return .problem(failure, Remedy("", .seeSettings))
        }
        guard let cap = provider.cap, let balance = provider.balance else {
            return .unknown(whyUnknown(provider.cap, facts))
        }
        if let failure = cap.isDown, balance.isDown != nil {
            return .problem(failure, Remedy("try again later", .seeSettings))
        }
        let way = provider.proxy.map { ", through the proxy \($0)" } ?? ""
        return .ok("\(provider.baseURL) answers\(way)")
    }

    static func key(_ facts: DoctorFacts) -> Finding {
        let set = Remedy("", .setKey)
        switch facts.provider.key {
        case _ where facts.configuration.failure != nil: return .unknown(unreadable)
        case .absent: return .problem("no API key is set", set)
        case .placeholder:
            return .problem("the API key is the placeholder of the documentation", set)
        case .malformed:
            return .problem(
                "the API key holds characters that no key has", Remedy("copy it again", .setKey))
        case .quoted:
            return .problem(
                "the API key is in quotation marks", Remedy("take them away", .setKey))
        case .set(let origin):
            return key(setBy: origin, facts)
        }
    }

    private static func key(setBy origin: String, _ facts: DoctorFacts) -> Finding {
        let silence = Finding.unknown("set, \(origin); whether it is accepted is not known")
        guard let cap = facts.provider.cap, let balance = facts.provider.balance else {
            return silence
        }
        if case .given(let cap) = cap, cap.isDisabled {
            return .problem(
                "disabled at the provider, \(origin)", "enable it there, or make another")
        }
        if cap.isGiven || balance.isGiven { return .ok("accepted, \(origin)") }
        guard let denial = cap.denial ?? balance.denial else { return silence }
        guard denial.status == 401 else {
            return .problem(
                "HTTP \(denial.status): \(denial.reason)", "look into the account at the provider")
        }
        return .problem(
            "refused by the provider (HTTP 401), \(origin)",
            "check it, or make another at the provider")
    }

    static func balance(_ facts: DoctorFacts) -> Finding {
        guard case .given(let balance)? = facts.provider.balance else {
            return .unknown(whyUnknown(facts.provider.balance, facts))
        }
        let topUp: Remedy = "top it up at the provider"
        guard balance > .zero else {
            return .problem("\(balance.display): the provider refuses submissions", topUp)
        }
        guard let open = facts.ledger.held else { return low(balance, "", facts) }
        if open > balance {
            return .warning(
                "\(balance.display) does not cover the \(open.display) that is still open",
                Remedy("top it up at the provider, or wait for what is open", .sync))
        }
        return low(
            balance,
            open == .zero ? "; nothing is open" : ", covers the \(open.display) still open",
            facts)
    }

    private static func low(_ balance: USD, _ rest: String, _ facts: DoctorFacts) -> Finding {
        guard let line = facts.configuration.balanceBelow, balance < line else {
            return .ok("\(balance.display)\(rest)")
        }
        return .warning(
            "\(balance.display)\(rest), below your line of \(line.display)",
            "top it up at the provider")
    }

    static func keyLimit(_ facts: DoctorFacts) -> Finding {
        guard case .given(let cap)? = facts.provider.cap else {
            return .unknown(whyUnknown(facts.provider.cap, facts))
        }
        guard let threshold = cap.threshold else {
            return .warning(
                "the provider keeps no limit on this key",
                "set one there too: it holds also for what does not go through bursar")
        }
        switch cap.retention {
        case "day"?, "week"?, "month"?:
            return .ok(
                "\(threshold.display) a \(cap.retention ?? ""), kept by the provider from 00:00 UTC"
            )
        default: return .ok("\(threshold.display) in all, kept by the provider")
        }
    }

    static func autoTopUp(_ facts: DoctorFacts) -> Finding {
        guard facts.isUp, facts.provider.balance?.isGiven == true else {
            return .unknown(whyUnknown(facts.provider.balance, facts))
        }
        return .unknown(
            "bursar does not ask",
            "look it up at the provider: while it is on, the balance limits nothing")
    }
}
