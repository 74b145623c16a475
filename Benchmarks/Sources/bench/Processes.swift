import Foundation

/// The binary as a user runs it, on ledgers of several sizes.
struct Processes {
    let binary: String
    let folder: URL
    let runs: Int
    let many: Int

    /// Enough that its file is larger than what an import keeps of it in memory.
    private var few: Int { many / 10 }
    private var fewest: Int { many / 1000 }

    func run(report: (Ratio) -> Void) throws {
        try History.write(fewest, to: path("\(fewest).jsonl"))
        try History.write(few, to: path("\(few).jsonl"))
        try History.write(many, to: path("\(many).jsonl"))
        _ = try takeIn(fewest)
        report(try memory("importing", small: takeIn(few), large: takeIn(many)))
        report(
            try memory(
                "exporting", small: bursar(["export"], few), large: bursar(["export"], many)))
        report(try reporting())
        if let ratio = try standing() { report(ratio) }
    }

    private func takeIn(_ count: Int) throws -> Child {
        try bursar(["import", path("\(count).jsonl")], count)
    }

    private func memory(_ what: String, small: Child, large: Child) -> Ratio {
        Ratio(
            name: "peak memory of \(what) \(many) / \(few) submissions",
            detail: "\(large.peakKilobytes) kB / \(small.peakKilobytes) kB"
                + " (in \(Int(large.microseconds / 1_000_000)) s)",
            value: Double(large.peakKilobytes) / Double(small.peakKilobytes), limit: 1.5)
    }

    private func reporting() throws -> Ratio {
        let command = ["report", "--month", History.month]
        return try compare(
            "bursar report on \(many) / \(fewest) submissions of one month", limit: 2,
            { try bursar(command, many) }, { try bursar(command, fewest) })
    }

    /// Nil where there is no shell of SQLite to hold it against.
    private func standing() throws -> Ratio? {
        for name in ["all", "pro"] {
            _ = try bursar(["budget", "set", name, "--limit", "100", "--per", "month"], fewest)
        }
        let select = ["sqlite3", ledger(fewest), "SELECT * FROM budget_window LIMIT 1"]
        guard (try? Child.run(select, environment: environment(fewest))) != nil else {
            print("skip  bursar budget status: there is no sqlite3 to compare it with")
            return nil
        }
        return try compare(
            "bursar budget status / sqlite3 reading one row, whole processes", limit: 3,
            { try bursar(["budget", "status"], fewest) },
            { try Child.run(select, environment: environment(fewest)) })
    }

    /// The medians of interleaved runs.
    private func compare(
        _ name: String, limit: Double, _ first: () throws -> Child, _ second: () throws -> Child
    ) throws -> Ratio {
        var times: (first: [Double], second: [Double]) = ([], [])
        for run in 0..<(runs + 3) {
            let pair = (try first().microseconds, try second().microseconds)
            if run >= 3 {
                times.first.append(pair.0)
                times.second.append(pair.1)
            }
        }
        return Ratio(
            name: name,
            detail: "\(Int(times.first.median)) µs / \(Int(times.second.median)) µs,"
                + " medians of \(runs) runs",
            value: zip(times.first, times.second).map { $0 / $1 }.median, limit: limit)
    }

    private func bursar(_ arguments: [String], _ count: Int) throws -> Child {
        try Child.run([binary] + arguments, environment: environment(count))
    }

    private func environment(_ count: Int) -> [String: String] {
        [
            "HOME": folder.path, "TMPDIR": folder.path, "BURSAR_LEDGER": ledger(count),
            "PATH": "/usr/local/bin:/usr/bin:/bin",
        ]
    }

    private func ledger(_ count: Int) -> String { path("\(count).sqlite") }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}

/// A month of any number of submissions, over the same days, models, modes, orientations and projects.
enum History {
    static let month = "2026-10"

    static func write(_ count: Int, to path: String) throws {
        guard let file = fopen(path, "w") else { throw BenchmarkError("cannot write \(path)") }
        for number in 0..<count {
            // All of a small month's combinations come in a large one, and no others.
            let kind = number % 500
            let day = 1 + kind % 30
            let project = ["\"spring\"", "\"loop\"", "null"][kind % 3]
            let hundredths = number / 1000 % 100
            let line =
                "{\"reserved_at\":\"\(month)-\(padded(day, 2))T12:\(padded(number / 60 % 60, 2)):"
                + "\(padded(number % 60, 2)).\(padded(hundredths, 2))0Z\","
                + "\"model\":\"klingai/video-v3-motion-control\","
                + "\"mode\":\"\(kind % 2 == 0 ? "std" : "pro")\","
                + "\"orientation\":\"\(kind % 5 == 0 ? "image" : "video")\",\"project\":\(project),"
                + "\"generation_id\":\"generation-\(padded(number, 9))\",\"usd\":\"1.638\"}\n"
            guard fputs(line, file) >= 0 else { throw BenchmarkError("cannot write \(path)") }
        }
        guard fclose(file) == 0 else { throw BenchmarkError("cannot write \(path)") }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
