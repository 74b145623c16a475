import ArgumentParser
import Sandbox

extension UsagePlacement: ExpressibleByArgument {}
extension GenerationIDForm: ExpressibleByArgument {}
extension SpendingCap.Retention: ExpressibleByArgument {}

extension Trouble: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

/// Faults of submissions, such as `reset,504`.
struct SandboxFaults: ExpressibleByArgument {
    let kinds: [SubmitFault]
    let defaultValueDescription: String

    init?(argument: String) { self.init(argument) }

    init?(_ text: String) {
        let words = text.split(separator: ",", omittingEmptySubsequences: false)
        kinds = words.compactMap { SubmitFault(String($0)) }
        defaultValueDescription = text
        if kinds.count != words.count { return nil }
    }
}

/// A number of seconds with decimals, read exactly; a trailing `s` is allowed.
struct SandboxSeconds: ExpressibleByArgument {
    let duration: Duration
    let defaultValueDescription: String

    init?(argument: String) { self.init(argument) }

    init?(_ text: String) {
        let number = text.hasSuffix("s") ? String(text.dropLast()) : text
        guard let duration = SandboxOptions.duration(secondsText: number) else { return nil }
        self.duration = duration
        defaultValueDescription = number
    }
}

/// An amount of dollars, read exactly; a leading `$` is allowed.
struct SandboxDollars: ExpressibleByArgument {
    let nanos: Int64
    let defaultValueDescription: String

    init?(argument: String) { self.init(argument) }

    init?(_ text: String) {
        let number = text.hasPrefix("$") ? String(text.dropFirst()) : text
        guard let nanos = SandboxOptions.nanos(dollarsText: number) else { return nil }
        self.nanos = nanos
        defaultValueDescription = number
    }
}

/// A month such as `2026-10`.
struct SandboxMonth: ExpressibleByArgument {
    let year: Int
    let month: Int

    init?(argument: String) {
        let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2], let year = Int(parts[0]),
            let month = Int(parts[1]),
            year >= 1, (1...12).contains(month)
        else { return nil }
        self.year = year
        self.month = month
    }
}
