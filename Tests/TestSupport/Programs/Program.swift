import Foundation
import Synchronization

/// A run of a program to its end: what it printed and how it ended.
package struct ProgramResult: Sendable {
    package let status: Int32
    /// The signal that ended it, or nil.
    package let signal: Int32?
    package let output: String
    package let errors: String
}

/// A program to run as a user does, with an environment of its own.
package struct Program: Sendable {
    package let path: String
    package let environment: [String: String]
    /// Comes before the arguments of every run: what a program that runs another is told.
    package let leading: [String]

    package init(path: String, environment: [String: String], leading: [String] = []) {
        self.path = path
        self.environment = environment
        self.leading = leading
    }

    /// The binary that the tests were built with, or the one that `BURSAR_BINARY` names.
    package static func bursar(environment: [String: String]) -> Program {
        if let path = ProcessInfo.processInfo.environment["BURSAR_BINARY"] {
            return Program(path: path, environment: environment)
        }
        let path = buildFolder.appendingPathComponent("bursar").path
        return Program(path: path, environment: environment)
    }

    /// Where the test bundle lies, and all that was built with it.
    static var buildFolder: URL {
        let bundle = Bundle.main.bundleURL
        return bundle.pathExtension == "xctest" ? bundle.deletingLastPathComponent() : bundle
    }

    /// Runs it to its end. `input` is what it reads from stdin; it gets no terminal.
    @discardableResult
    package func run(_ arguments: [String], input: String = "") throws -> ProgramResult {
        try start(arguments, input: input).wait()
    }

    /// Starts it, and returns at once.
    package func start(_ arguments: [String], input: String = "") throws -> RunningProgram {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = leading + arguments
        process.environment = environment
        let stdin = Pipe()
        process.standardInput = stdin
        let running = RunningProgram(process: process)
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        return running
    }
}

/// A program that runs: to wait for, to read from, or to kill.
package final class RunningProgram: Sendable {
    private let process: Process
    private let output: Collected
    private let errors: Collected

    fileprivate init(process: Process) {
        self.process = process
        output = Collected()
        errors = Collected()
        process.standardOutput = output.pipe
        process.standardError = errors.pipe
    }

    package var processIdentifier: Int32 { process.processIdentifier }

    package func kill(_ signal: Int32) { Foundation.kill(process.processIdentifier, signal) }

    package func wait() -> ProgramResult {
        let texts = (output.text(), errors.text())
        process.waitUntilExit()
        let wasKilled = process.terminationReason == .uncaughtSignal
        return ProgramResult(
            status: wasKilled ? -1 : process.terminationStatus,
            signal: wasKilled ? process.terminationStatus : nil, output: texts.0, errors: texts.1)
    }

    /// Waits until the output so far has a line that begins like this, and returns it.
    package func line(beginning prefix: String, withinSeconds seconds: Double = 20) -> String? {
        output.line(beginning: prefix, withinSeconds: seconds)
    }
}

/// Drains a pipe on a thread of its own, so that a chatty program never blocks.
private final class Collected: Sendable {
    let pipe = Pipe()
    private let state = Mutex((bytes: Data(), isOver: false))
    private let ended = DispatchSemaphore(value: 0)

    init() {
        Thread.detachNewThread { [self] in
            while true {
                let chunk = pipe.fileHandleForReading.availableData
                state.withLock {
                    $0.bytes.append(chunk)
                    $0.isOver = chunk.isEmpty
                }
                if chunk.isEmpty { break }
            }
            ended.signal()
        }
    }

    func text() -> String {
        ended.wait()
        ended.signal()
        return state.withLock { String(decoding: $0.bytes, as: UTF8.self) }
    }

    func line(beginning prefix: String, withinSeconds seconds: Double) -> String? {
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            let (text, isOver) = state.withLock {
                (String(decoding: $0.bytes, as: UTF8.self), $0.isOver)
            }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            if let found = lines.first(where: { $0.hasPrefix(prefix) }) { return String(found) }
            if isOver { return nil }
            Thread.sleep(forTimeInterval: 0.01)
        }
        return nil
    }
}
