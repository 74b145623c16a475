import Accounting

extension Instant {
    static func + (instant: Instant, duration: Duration) -> Instant {
        Instant(microseconds: instant.microseconds + duration.wholeMicros)
    }

    static func - (instant: Instant, duration: Duration) -> Instant {
        Instant(microseconds: instant.microseconds - duration.wholeMicros)
    }
}

extension Duration {
    /// The whole microseconds in it.
    var wholeMicros: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }

    init(micros: Int64) { self = .microseconds(micros) }
}
