package import Accounting
import Foundation
import Synchronization
import Text

extension SubmissionID {
    /// A new id from the system's random numbers.
    @Sendable package static func random(at instant: Instant) -> SubmissionID {
        SubmissionID(at: instant, random: RandomStock.shared.pair())
    }
}

/// Random numbers of the system, drawn some at a time: an import makes a million ids. For ids only, which
/// are no secrets.
private final class RandomStock: Sendable {
    static let shared = RandomStock()

    /// What the system gives in one call.
    private static let mostBytes = 256
    private let numbers = Mutex<[UInt64]>([])

    func pair() -> (UInt64, UInt64) {
        numbers.withLock { numbers in
            if numbers.isEmpty { numbers = RandomStock.draw() }
            return (numbers.removeLast(), numbers.removeLast())
        }
    }

    private static func draw() -> [UInt64] {
        var numbers = [UInt64](repeating: 0, count: mostBytes / MemoryLayout<UInt64>.size)
        let code = numbers.withUnsafeMutableBytes { getentropy($0.baseAddress!, $0.count) }
        precondition(code == 0, "the system gives no random numbers")
        return numbers
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
