import LosslessJSON

extension Marker {
    /// The marker of a prompt; one without instructions when there is none.
    init(prompt: String?) throws(Rejection) {
        guard let prompt, let words = Marker.words(in: prompt) else { return }
        for word in words {
            let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = halves.count == 2 ? String(halves[1]) : ""
            guard set(String(halves[0]), value) else {
                throw .badRequest("The sandbox marker has no key '\(word)'.")
            }
        }
    }

    /// Sets one key; false when it is unknown or its value is.
    private mutating func set(_ key: String, _ value: String) -> Bool {
        switch key {
        case "usage": keep(value == "mixed" ? nil : UsagePlacement(rawValue: value), in: \.usage)
        case "cost": keep(Marker.amount(value).map { _ in value }, in: \.cost)
        case "credits":
            keep(Int64(value).flatMap { 0...Marker.mostCredits ~= $0 ? $0 : nil }, in: \.credits)
        case "credits-off": raise(\.creditsOneHigh, value)
        case "tokens-used": raise(\.saysTokens, value)
        case "says-usd": keep(Marker.number(value), in: \.saidUSD)
        case "says-credits": keep(Marker.number(value), in: \.saidCredits)
        case "growing": replace(\.growing, with: Marker.charges(value))
        case "run": keep(Marker.duration(value), in: \.run)
        case "seconds": keep(Marker.duration(value), in: \.length)
        case "fail": keep(value.isEmpty ? "The generation failed." : value, in: \.failure)
        case "fail-charged":
            keep(
                value.isEmpty || value == "1" ? "The generation failed." : value, in: \.failure)
                && raise(\.isFailureCharged, "1")
        case "status": keep(StatusWord(rawValue: value), in: \.status)
        case "word": keep(value.isEmpty ? nil : value, in: \.finalWord)
        case "backwards": raise(\.goesBackwards, value)
        case "submit": keep(SubmitFault(value), in: \.submit)
        case "delay": keep(Marker.duration(value), in: \.delay)
        case "poll": keep(PollFault(value), in: \.poll)
        case "poll-times": replace(\.pollTimes, with: Int(value))
        case "poll-id": keep(value.isEmpty ? nil : value, in: \.polledID)
        case "forgotten": raise(\.isForgotten, value)
        case "body": keep(OddBody(rawValue: value), in: \.body)
        case "video": replace(\.video, with: VideoShape(rawValue: value))
        case "error": replace(\.isErrorAString, with: ["string": true, "object": false][value])
        case "stringly": raise(\.isStringly, value)
        case "books": keep(Marker.amount(value), in: \.bookedNanos)
        case "books-off": replace(\.bookedCreditsOff, with: Marker.smallCount(value))
        case "bills-usd": keep(Marker.number(value), in: \.billedUSD)
        case "bills-credits": keep(Marker.number(value), in: \.billedCredits)
        case "bookings":
            replace(\.bookings, with: Int(value).flatMap { 0...9 ~= $0 ? $0 : nil })
        case "lag": keep(SandboxOptions.span(secondsText: value), in: \.bookingLag)
        case "refund":
            keep(value == "full" ? .all : Marker.amount(value).map(Refund.nanos), in: \.refund)
        case "refund-lag": keep(SandboxOptions.span(secondsText: value), in: \.refundLag)
        case "log": replace(\.log, with: ["missing": .missing, "at-once": .atOnce][value])
        case "log-lag":
            replace(\.log, with: SandboxOptions.span(secondsText: value).map(Listing.late))
        default: false
        }
    }

    private mutating func keep<Value>(_ value: Value?, in path: WritableKeyPath<Marker, Value?>)
        -> Bool
    {
        self[keyPath: path] = value
        return value != nil
    }

    private mutating func replace<Value>(
        _ path: WritableKeyPath<Marker, Value>, with value: Value?
    ) -> Bool {
        guard let value else { return false }
        self[keyPath: path] = value
        return true
    }

    /// A flag: the bare key, or `key=1`; `key=0` lowers it again.
    private mutating func raise(_ path: WritableKeyPath<Marker, Bool>, _ value: String) -> Bool {
        replace(path, with: ["": true, "1": true, "true": true, "0": false][value])
    }

    private static let mostCredits: Int64 = 200_000_000_000_000

    /// Nano-dollars of a text that can be printed as a JSON number as it stands.
    private static func amount(_ text: String) -> Int64? {
        guard (try? JSON(parsing: text))?.numberText == text else { return nil }
        return SandboxOptions.nanos(dollarsText: text)
    }

    /// A text that can be printed as a JSON number as it stands, of whatever size and sign.
    private static func number(_ text: String) -> String? {
        (try? JSON(parsing: text))?.numberText == text ? text : nil
    }

    /// `0.5,1.25`: nil where one of them is no amount.
    private static func charges(_ text: String) -> [Charge]? {
        let amounts = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { amount(String($0)) }
        return amounts.contains(nil) ? nil : amounts.compactMap { $0.map { Charge(nanos: $0) } }
    }

    /// A whole number of credits up to a million either way.
    private static func smallCount(_ text: String) -> Int64? {
        Int64(text).flatMap { -1_000_000...1_000_000 ~= $0 ? $0 : nil }
    }

    private static func duration(_ text: String) -> Duration? {
        SandboxOptions.duration(secondsText: text)
    }

    /// The words between `[sandbox ` and `]`, split at spaces outside double quotes.
    private static func words(in prompt: String) -> [String]? {
        let opening = Array("[sandbox".utf8)
        let bytes = Array(prompt.utf8)
        guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: opening) }) else {
            return nil
        }
        var words: [[UInt8]] = [[]]
        var isQuoted = false
        for byte in bytes[(start + opening.count)...] {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "]") where !isQuoted:
                return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
            case UInt8(ascii: " ") where !isQuoted: words.append([])
            default: words[words.count - 1].append(byte)
            }
        }
        return nil
    }
}
