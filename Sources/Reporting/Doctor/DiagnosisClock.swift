import Accounting

extension Diagnosis {
    static let clockWarningSeconds: Int64 = 5
    static let clockProblemSeconds: Int64 = 60

    static func clock(_ facts: DoctorFacts) -> Finding {
        guard case .given(let cap)? = facts.provider.cap else {
            return .unknown(whyUnknown(facts.provider.cap, facts))
        }
        guard let reading = cap.clock else {
            return .unknown("the provider did not say what time it is")
        }
        let ahead = reading.secondsAhead
        guard ahead != 0 else { return .ok("agrees with the provider's") }
        let side = ahead > 0 ? "ahead of" : "behind"
        let message = "\(TimeSpan.words(seconds: abs(ahead))) \(side) the provider's"
        let remedy = "set it, and keep it set by NTP: timedatectl set-ntp true"
        switch abs(ahead) {
        case ...clockWarningSeconds: return .ok(message)
        case ...clockProblemSeconds: return .warning(message, "\(remedy)")
        default:
            return .problem(
                message, "submissions are filed under wrong days and budgets; \(remedy)")
        }
    }
}

/// Lengths of time for people.
enum TimeSpan {
    /// In the largest unit of which there are two or more: `40 s`, `12 min`, `5 h`, `3 days`.
    static func words(seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(max(0, seconds)) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}
