import Foundation
import Text

/// Where a command is, found as a shell finds it: by its path, or by its name in the folders of `PATH`.
enum ProgramSearch {
    private static let usualPath = "/usr/local/bin:/usr/bin:/bin"

    /// - Throws: a failure of status 127 where there is none, and 126 where it may not be executed.
    static func path(of command: String, in environment: [String: String]) throws(Failure)
        -> String
    {
        guard !command.contains("/") else {
            guard let isProgram = isProgram(command) else {
                throw Failure(.notFound, "there is no file '\(command)'; nothing was started")
            }
            guard isProgram else { throw notExecutable(command) }
            return command
        }
        let folders = (environment["PATH"] ?? usualPath)
            .split(separator: ":", omittingEmptySubsequences: false)
        var closed: String?
        for folder in command.isEmpty ? [] : folders {
            let path = "\(folder.isEmpty ? "." : folder)/\(command)"
            switch isProgram(path) {
            case true?: return path
            case false?: closed = closed ?? path
            case nil: break
            }
        }
        if let closed { throw notExecutable(closed) }
        throw Failure(
            .notFound, "there is no command '\(command)' in PATH; nothing was started")
    }

    /// What a program that cannot be started ends with.
    static func failure(_ path: String, number: Int32) -> Failure {
        Failure(
            number == ENOENT ? .notFound : .notExecutable,
            "'\(path)' cannot be run: \(String(cString: strerror(number)))")
    }

    private static func notExecutable(_ path: String) -> Failure {
        Failure(.notExecutable, "'\(path)' is not executable; nothing was started")
    }

    /// Whether a file may be executed; nil where there is none.
    private static func isProgram(_ path: String) -> Bool? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return facts.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
}
