import Foundation
import LedgerStore
import Synchronization

/// A program that runs in the process group of this one: on its terminal, with its standard streams and
/// whatever other files it was started with.
///
/// A library that takes a process group or the signals away would leave a shell or an editor without its
/// terminal, and one under `nohup` without its protection.
final class ChildProcess: Sendable {
    enum Ending: Hashable, Sendable {
        case exited(Int32)
        case signalled(Int32)

        /// As a shell has it.
        var status: ExitStatus {
            switch self {
            case .exited(let code): ExitStatus(rawValue: code)
            case .signalled(let number): ExitStatus(rawValue: 128 + number)
            }
        }
    }

    /// Why it could not be started: a number of `errno`.
    struct Unstarted: Error {
        let number: Int32
    }

    private let identifier: pid_t
    /// Once it is over, its number may be another's.
    private let isOver = Mutex(false)

    /// Starts a program. Returns when it has taken the place of this one, or could not.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - arguments: the first is the name that it is called by.
    init(_ path: String, _ arguments: [String], environment: [String: String]) throws(Unstarted) {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What this program ignores for itself. What it was started to ignore stays ignored.
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in Descriptor.ignoredSignals { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        // Threads of a pool let no signal through.
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        let words = arguments.map { strdup($0) }
        let variables = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { (words + variables).forEach { free($0) } }
        var identifier: pid_t = 0
        let failure = posix_spawn(
            &identifier, path, nil, &attributes, words + [nil], variables + [nil])
        guard failure == 0 else { throw Unstarted(number: failure) }
        self.identifier = identifier
    }

    /// Whether a terminal that signals this process's group has signalled it too.
    var isInOwnGroup: Bool { getpgid(identifier) == getpgrp() }

    func kill(_ signal: Int32) {
        isOver.withLock { if !$0 { _ = Foundation.kill(identifier, signal) } }
    }

    /// Waits for its end, on a thread of its own. To be called once.
    func ending() async throws -> Ending {
        try await OwnThread.run { self.waited() }
    }

    private func waited() -> Ending {
        var facts = siginfo_t()
        while waitid(P_PID, id_t(identifier), &facts, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        return isOver.withLock { isOver in
            isOver = true
            var status: Int32 = 0
            while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
            let number = status & 0x7F
            return number == 0 ? .exited(status >> 8 & 0xFF) : .signalled(number)
        }
    }
}
