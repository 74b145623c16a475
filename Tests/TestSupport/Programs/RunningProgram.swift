import Subprocess

/// A program that runs: to wait for, to read from, or to kill.
///
/// It is killed when this goes.
package final class RunningProgram: Sendable {
    private let process: ProgramTask
    private let output: Transcript
    private let errors: Transcript

    init(_ configuration: Configuration, input: String) async throws {
        let (output, errors) = (Transcript(), Transcript())
        process = try await ProgramTask { started in
            try await Subprocess.run(
                configuration, input: .inputWriter, output: .sequence, error: .sequence
            ) { execution in
                started(execution.processIdentifier.value)
                async let isDrained: Void = RunningProgram.drain(
                    execution.standardOutput, to: output)
                async let isQuiet: Void = RunningProgram.drain(execution.standardError, to: errors)
                // A program may end without reading all of it.
                if !input.isEmpty { _ = try? await execution.standardInputWriter.write(input) }
                try? await execution.standardInputWriter.finish()
                _ = try await (isDrained, isQuiet)
            }.terminationStatus
        }
        self.output = output
        self.errors = errors
    }

    private static func drain(_ stream: SubprocessOutputSequence, to transcript: Transcript)
        async throws
    {
        defer { transcript.end() }
        for try await piece in stream { piece.withUnsafeBytes { transcript.append($0) } }
    }

    package var processIdentifier: Int32 { process.processIdentifier }

    package func kill(_ signal: Int32) { process.kill(signal) }

    /// Waits for its end.
    @discardableResult
    package func wait() async throws -> ProgramResult {
        let ending = try await process.wait()
        return ProgramResult(ending, output: output.text, errors: errors.text)
    }

    /// Waits until the output so far has a line that begins like this, and returns it.
    ///
    /// - Throws: ``NeverHappened`` when there is none within the time, or when the output ends first.
    @discardableResult
    package func line(beginning prefix: String, within limit: Duration = .seconds(20)) async throws
        -> String
    {
        let what = "a line '\(prefix)…' in the output"
        try await eventually(what, within: limit) {
            output.hasEnded || output.line(beginning: prefix) != nil
        }
        guard let line = output.line(beginning: prefix) else {
            throw NeverHappened(
                what: "\(what), which ended: \(output.text)\(errors.text)", within: limit)
        }
        return line
    }
}
