import Foundation

/// One run of another program.
struct Child {
    let microseconds: Double
    let peakKilobytes: Int

    /// Runs it to its end, with its files as standard input and output.
    static func run(
        _ arguments: [String], input: String = "/dev/null", output: String = "/dev/null",
        environment: [String: String]
    ) throws -> Child {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let argv = strings(arguments)
        let envp = strings(environment.map { "\($0.key)=\($0.value)" })
        defer { (argv + envp).forEach { free($0) } }

        var process = pid_t()
        var usage = rusage()
        var status: Int32 = 0
        let clock = ContinuousClock()
        let start = clock.now
        let failure = posix_spawnp(&process, arguments[0], &actions, nil, argv, envp)
        guard failure == 0 else {
            throw BenchmarkError(
                "\(arguments[0]) does not start: \(String(cString: strerror(failure)))")
        }
        while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        let duration = start.duration(to: clock.now)
        guard status == 0 else {
            throw BenchmarkError("\(arguments.joined(separator: " ")) ended with status \(status)")
        }
        return Child(
            microseconds: Double(duration.components.seconds) * 1_000_000
                + Double(duration.components.attoseconds) / 1_000_000_000_000,
            peakKilobytes: Int(usage.ru_maxrss))
    }

    private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }
}
