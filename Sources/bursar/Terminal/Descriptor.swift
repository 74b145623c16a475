import Foundation

/// A file descriptor, written to whole.
enum Descriptor {
    /// False, with `errno` set, when not all of the text could be written.
    static func write(_ text: String, to descriptor: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            // Another process at the terminal or pipe may have made it non-blocking.
            if count < 0, errno == EAGAIN, waitUntilWritable(descriptor) { continue }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    private static func waitUntilWritable(_ descriptor: Int32) -> Bool {
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        let count = poll(&state, 1, -1)
        return count > 0 || (count < 0 && errno == EINTR)
    }

    /// Lets a write fail where there is no reader, or where a file may not grow, instead of ending the process:
    /// between the commit of a submission and its request that would hold its money for a day.
    static func outliveFailedWrites() {
        for number in ignoredSignals { signal(number, SIG_IGN) }
    }

    /// Those that this program ignores from its start.
    static let ignoredSignals = [SIGPIPE, SIGXFSZ]

    /// Whether the other end of a pipe is closed.
    static func hasNoReader(_ descriptor: Int32) -> Bool {
        var state = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&state, 1, 0) > 0 && state.revents & Int16(POLLERR | POLLHUP) != 0
    }

    /// Takes the places of standard streams that are closed, so that no file of ours gets their
    /// number and is written to in their stead. Reading or writing them fails, as it should.
    static func holdStandardStreams() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}
