import Foundation

/// Programs of the system that tests use.
package enum Tool {
    /// Where a program is; nil where it is not installed.
    package static func path(_ name: String) -> String? {
        ["/usr/bin/", "/bin/", "/usr/local/bin/", "/usr/sbin/", "/sbin/"].map { $0 + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The Python that has the validators of FOCUS files; nil where they are not installed.
    package static var focusPython: String? {
        let folder = Repository.url(".build/validators")
        guard FileManager.default.fileExists(atPath: folder.appending(path: "installed").path)
        else { return nil }
        return folder.appending(path: "bin/python").path
    }

    /// Whether strace is there, and may trace: a container may forbid it.
    static var canTrace: Bool { get async { await tracing.value } }

    private static let tracing = Task {
        guard let strace = path("strace"), let nothing = path("true") else { return false }
        let trace = try? await Program(path: strace, environment: [:])
            .run(["-qq", "-o", "/dev/null", nothing])
        return trace?.status == 0
    }

    /// Whether a file without permissions is closed to a program ``Program/boundByPermissions()``.
    static var areStoppedByPermissions: Bool { get async { await permissions.value } }

    private static let permissions = Task {
        guard let cat = path("cat"), let folder = try? TemporaryFolder(),
            let file = try? folder.file("closed", [1])
        else { return false }
        chmod(file, 0)
        let reader = try? Program(path: cat, environment: [:]).boundByPermissions()
        return (try? await reader?.run([file]))?.output == ""
    }
}

extension Program {
    /// The same program, to which it is so many seconds later than it is.
    package func later(bySeconds seconds: Int) throws -> Program {
        let library = Program.buildFolder.appendingPathComponent("libShiftedClock.so").path
        guard FileManager.default.fileExists(atPath: library) else {
            throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: library])
        }
        let clock = ["LD_PRELOAD": library, "SHIFTED_CLOCK_SECONDS": "\(seconds)"]
        return Program(
            path: path, environment: environment.merging(clock) { $1 }, leading: leading)
    }

    /// The same program, which gets a signal just before its N-th call of the system of one kind. Calls are
    /// counted by thread.
    package func signalled(_ signal: String, at call: String, _ number: Int) throws -> Program {
        guard let strace = Tool.path("strace") else { throw CocoaError(.fileNoSuchFile) }
        let inject = "inject=\(call):signal=\(signal):when=\(number)"
        return Program(
            path: strace, environment: environment,
            leading: [
                "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", inject, path,
            ] + leading)
    }

    /// The same program, which is held for so long before its first call of the system of one kind. What is
    /// started is the program itself, and gets its signals.
    package func held(forSeconds seconds: Int, at call: String) throws -> Program {
        guard let strace = Tool.path("strace") else { throw CocoaError(.fileNoSuchFile) }
        let inject = "inject=\(call):delay_enter=\(seconds * 1_000_000):when=1"
        return Program(
            path: strace, environment: environment,
            leading: [
                "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", inject, path,
            ] + leading)
    }

    /// The same program as a user whom the permissions of files stop. Root reads all; without the
    /// two capabilities for that it is a user like any other, to whom the files belong.
    package func boundByPermissions() throws -> Program {
        guard geteuid() == 0 else { return self }
        guard let setpriv = Tool.path("setpriv") else { throw CocoaError(.fileNoSuchFile) }
        let rights = "-dac_override,-dac_read_search"
        return Program(
            path: setpriv, environment: environment,
            leading: ["--bounding-set=\(rights)", "--inh-caps=\(rights)", path] + leading)
    }
}
