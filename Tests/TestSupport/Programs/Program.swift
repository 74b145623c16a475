import Foundation
import Subprocess
import SystemPackage

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
        return built("bursar", environment: environment)
    }

    /// A program that was built with the tests.
    package static func built(_ name: String, environment: [String: String]) -> Program {
        Program(path: buildFolder.appendingPathComponent(name).path, environment: environment)
    }

    /// Where the test bundle lies, and all that was built with it.
    static var buildFolder: URL {
        let bundle = Bundle.main.bundleURL
        return bundle.pathExtension == "xctest" ? bundle.deletingLastPathComponent() : bundle
    }

    /// Runs it to its end. `input` is what it reads from stdin; it gets no terminal.
    @discardableResult
    package func run(_ arguments: [String], input: String = "") async throws -> ProgramResult {
        try await start(arguments, input: input).wait()
    }

    /// Starts it, and returns as soon as it runs.
    package func start(_ arguments: [String], input: String = "") async throws -> RunningProgram {
        try await RunningProgram(configuration(arguments), input: input)
    }

    func configuration(_ arguments: [String]) -> Configuration {
        let variables = environment.compactMap { name, value in
            Environment.Key(rawValue: name).map { ($0, value) }
        }
        return Configuration(
            executable: .path(FilePath(path)), arguments: Arguments(leading + arguments),
            environment: .custom(Dictionary(variables) { $1 }))
    }
}
