/// How long something took, in at most two units: `12 s`, `3 min 5 s`, `2 h 40 min`, `3 d 4 h`.
package enum Elapsed {
    /// - Parameter seconds: less than zero, by a clock that was set back, is none.
    package static func text(seconds: Int64) -> String {
        let seconds = max(0, seconds)
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min \(seconds % 60) s"
        case ..<86_400: return "\(seconds / 3600) h \(seconds / 60 % 60) min"
        default: return "\(seconds / 86_400) d \(seconds / 3600 % 24) h"
        }
    }

    /// In one unit, where it is long ago: `12 s ago`, `3 min ago`, `2 h ago`, `3 d ago`.
    package static func ago(seconds: Int64) -> String {
        let seconds = max(0, seconds)
        switch seconds {
        case ..<60: return "\(seconds) s ago"
        case ..<3600: return "\(seconds / 60) min ago"
        case ..<86_400: return "\(seconds / 3600) h ago"
        default: return "\(seconds / 86_400) d ago"
        }
    }
}
