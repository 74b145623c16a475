package import Accounting
import Text

extension SubmissionID {
    /// A new id from the system's random numbers.
    @Sendable package static func random(at instant: Instant) -> SubmissionID {
        var generator = SystemRandomNumberGenerator()
        return SubmissionID(at: instant, random: (generator.next(), generator.next()))
    }
}

extension GatewayToken {
    /// A new token from the system's random numbers.
    @Sendable package static func random() -> GatewayToken {
        var generator = SystemRandomNumberGenerator()
        return GatewayToken(using: &generator)
    }
}

/// 128 random bits as hexadecimal digits.
enum SymmetricSalt {
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            Hexadecimal.text(generator.next() as UInt64, digits: 16)
        }.joined()
    }
}
