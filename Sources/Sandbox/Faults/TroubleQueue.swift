/// The troubles that are still to come, in the order in which they were asked for.
struct TroubleQueue: Sendable {
    private(set) var troubles: [Trouble]

    /// What a call of an endpoint runs into, counting it; nil when it is well.
    mutating func next(for endpoint: Trouble.Endpoint) -> Trouble? {
        guard let index = troubles.firstIndex(where: { $0.endpoint == endpoint }) else {
            return nil
        }
        if troubles[index].skip > 0 {
            troubles[index].skip -= 1
            return nil
        }
        let trouble = troubles[index]
        troubles[index].times -= 1
        if troubles[index].times == 0 { troubles.remove(at: index) }
        return trouble
    }

    mutating func add(_ trouble: Trouble) { troubles.append(trouble) }

    mutating func removeAll() { troubles.removeAll() }

    /// How many calls are still to misbehave.
    var remaining: Int { troubles.reduce(0) { $0 + $1.times } }
}

extension Trouble {
    /// What stands in the place of the answer; nil when there is to be an answer.
    func replacement(for call: Call) -> SandboxAnswer? {
        switch kind {
        case .status(let status):
            var answer = call.rejected(.status(status))
            if let seconds = retryAfterSeconds {
                answer.add(header: "retry-after", "\(seconds)")
            }
            return answer
        case .html: return .html(status: 200)
        case .empty: return .empty(status: 200)
        case .null: return .null(status: 200)
        default: return nil
        }
    }

    /// How the answer travels.
    var delivery: SandboxAnswer.Delivery? {
        switch kind {
        case .torn: .torn
        case .reset: .reset
        case .hang: .hang
        case .slow: .late(delay)
        default: nil
        }
    }
}
