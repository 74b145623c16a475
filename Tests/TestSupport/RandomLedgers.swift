import Foundation

/// How many random ledgers a property is tried on.
package enum RandomLedgers {
    /// `BURSAR_SOAK=1` asks for 500.
    ///
    /// - Parameter few: how many there are else.
    package static func seeds(few: UInt64) -> Range<UInt64> {
        0..<(ProcessInfo.processInfo.environment["BURSAR_SOAK"] == "1" ? 500 : few)
    }
}
