import Foundation

/// Measures, and prints one ratio a line. Exits with 1 when one is over its limit.
///
///     bench BINARY [SUBMISSIONS]
///     bench ledger                  only what is measured in one process
@main
enum Bench {
    static func main() async {
        do {
            try await run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) async throws {
        guard let binary = arguments.first else {
            throw BenchmarkError("usage: bench BINARY|ledger [SUBMISSIONS]")
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "bursar-bench-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        var isWithinLimits = true
        func report(_ ratio: Ratio) {
            FileHandle.standardOutput.write(Data("\(ratio.text)\n".utf8))
            isWithinLimits = isWithinLimits && ratio.isWithinLimit
        }
        // First, because a child's peak counts what its parent had when it began.
        let many = arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
        if binary != "ledger" {
            try Processes(binary: binary, folder: folder, runs: 51, many: many).run(report: report)
        }
        report(try await Cycle(folder: folder, pairs: 1000).run())
        report(try await Together(folder: folder, rounds: 11).run())
        if !isWithinLimits { throw BenchmarkError("a ratio is over its limit") }
    }
}
