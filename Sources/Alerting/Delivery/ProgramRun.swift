import Accounting
import Subprocess
import SystemPackage

/// One run of a program without a shell, with a text on its standard input. What it prints is thrown
/// away.
struct ProgramRun: Sendable {
    let arguments: [String]
    let input: String
    let environment: [String: String]

    /// Ends with the program, or kills it when the time is over.
    func sent(timeout: Duration) async -> SendOutcome {
        guard let program = arguments.first else {
            return SendOutcome(.laterOncePutRight, reason: "no program is named")
        }
        let status = await ending(of: program, within: timeout)
        switch status {
        case .exited(let code):
            let verdict = DeliveryVerdict(exitStatus: code)
            return SendOutcome(
                verdict,
                reason: verdict == .delivered ? "" : "'\(program)' ended with exit status \(code)")
        case .notStarted:
            return SendOutcome(
                DeliveryVerdict(exitStatus: nil),
                reason: "'\(program)' cannot be run; check its path and that it may be executed")
        case .withoutInput:
            return SendOutcome(
                .later, reason: "no temporary file could be made for the input of '\(program)'")
        case nil:
            return SendOutcome(.later, reason: "'\(program)' did not end in time, and was killed")
        }
    }

    private enum Ending: Sendable {
        case exited(Int)
        case notStarted
        case withoutInput
    }

    /// Nil when the time was over first. What cannot be killed is not waited for.
    private func ending(of program: String, within timeout: Duration) async -> Ending? {
        let (endings, source) = AsyncStream.makeStream(of: Ending?.self)
        let run = Task { source.yield(await ending(of: program)) }
        let patience = Task {
            try? await Task.sleep(for: timeout)
            source.yield(nil)
        }
        return await withTaskCancellationHandler {
            defer {
                run.cancel()
                patience.cancel()
            }
            for await ending in endings { return ending }
            return nil
        } onCancel: {
            source.yield(nil)
        }
    }

    private func ending(of program: String) async -> Ending? {
        var options = PlatformOptions()
        options.teardownSequence = [
            .gracefulShutDown(allowedDurationToNextStep: .milliseconds(200))
        ]
        let known = environment.compactMap { name, value in
            Environment.Key(rawValue: name).map { ($0, value) }
        }
        guard let standardInput = InputFile.descriptor(of: input) else { return .withoutInput }
        do {
            let result = try await run(
                program.contains("/") ? .path(FilePath(program)) : .name(program),
                arguments: Arguments(Array(arguments.dropFirst())),
                environment: .custom(Dictionary(known) { $1 }), platformOptions: options,
                input: .fileDescriptor(standardInput, closeAfterSpawningProcess: true),
                output: .discarded, error: .discarded)
            switch result.terminationStatus {
            case .exited(let code): return .exited(Int(code))
            // As a shell has it.
            case .signaled(let signal): return .exited(128 + Int(signal))
            }
        } catch {
            return Task.isCancelled ? nil : .notStarted
        }
    }
}
