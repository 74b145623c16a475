import Foundation
import TestSupport

/// What a run of `Tests/LedgerWriter` said.
struct WriterRun: CustomStringConvertible {
    let status: Int32
    let signal: Int32?
    let errors: String
    /// The ids of what it was told to be on the disk.
    let acknowledged: Set<String>
    let longestMicroseconds: Int

    init(_ result: ProgramResult) {
        status = result.status
        signal = result.signal
        errors = result.errors
        // A line that is cut off was not said.
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast()
        acknowledged = Set(lines.filter { $0.count == 36 }.map(String.init))
        longestMicroseconds =
            lines.last { $0.hasPrefix("longest ") }.flatMap { Int($0.dropFirst(8)) } ?? .max
    }

    var description: String {
        "\(acknowledged.count) in all, the longest \(longestMicroseconds) µs"
    }
}
