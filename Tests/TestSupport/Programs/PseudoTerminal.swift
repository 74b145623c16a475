import Foundation
import Synchronization

/// A program that believes it runs on a terminal, and everything that it wrote there.
package final class PseudoTerminal: Sendable {
    private let process: Process
    private let master: Int32
    private let state = Mutex((bytes: Data(), isOver: false))

    /// Starts the program with stdin, stdout and stderr on a terminal of this size.
    package init(_ program: Program, _ arguments: [String], columns: Int, rows: Int = 24) throws {
        let (master, slave) = try PseudoTerminal.pair()
        self.master = master
        PseudoTerminal.setSize(of: slave, columns: columns, rows: rows)

        process = Process()
        process.executableURL = URL(fileURLWithPath: program.path)
        process.arguments = program.leading + arguments
        process.environment = program.environment
        let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
        process.standardInput = handle
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        close(slave)
        Thread.detachNewThread { [self] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while case let count = read(master, &buffer, buffer.count), count > 0 {
                state.withLock { $0.bytes.append(contentsOf: buffer[..<count]) }
            }
            state.withLock { $0.isOver = true }
        }
    }

    deinit { close(master) }

    /// What was written so far.
    package var text: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

    /// As if these keys had been pressed.
    package func type(_ keys: String) {
        _ = keys.withCString { write(master, $0, strlen($0)) }
    }

    /// As if the window had been made larger or smaller. The terminal is not the program's own, so the
    /// signal that goes with it is sent too.
    package func resize(columns: Int, rows: Int) {
        PseudoTerminal.setSize(of: master, columns: columns, rows: rows)
        kill(SIGWINCH)
    }

    /// Whether keys arrive line by line and are shown as they are pressed, as a shell wants it.
    package var isCooked: Bool {
        var settings = termios()
        tcgetattr(master, &settings)
        let flags = tcflag_t(ICANON | ECHO)
        return settings.c_lflag & flags == flags
    }

    package func kill(_ signal: Int32) { Foundation.kill(process.processIdentifier, signal) }

    /// Waits until the text so far contains this; false when it never did.
    package func shows(_ text: String, withinSeconds seconds: Double = 20) -> Bool {
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            let isOver = state.withLock { $0.isOver }
            if self.text.contains(text) { return true }
            if isOver { return false }
            Thread.sleep(forTimeInterval: 0.02)
        }
        return false
    }

    /// Waits for the end, and returns the exit code.
    package func wait() -> Int32 {
        process.waitUntilExit()
        while !(state.withLock { $0.isOver }) { Thread.sleep(forTimeInterval: 0.01) }
        return process.terminationStatus
    }

    private static func setSize(of descriptor: Int32, columns: Int, rows: Int) {
        var window = winsize(
            ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(descriptor, UInt(TIOCSWINSZ), &window)
    }

    /// The two ends of a new terminal. Glibc's own functions for it are not visible from here.
    private static func pair() throws -> (master: Int32, slave: Int32) {
        let unlock: UInt = 0x4004_5431
        let number: UInt = 0x8004_5430
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var isLocked: Int32 = 0
        var index: Int32 = 0
        guard master >= 0, ioctl(master, unlock, &isLocked) == 0, ioctl(master, number, &index) == 0
        else { throw NoTerminal() }
        let slave = open("/dev/pts/\(index)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else { throw NoTerminal() }
        return (master, slave)
    }

    private struct NoTerminal: Error, CustomStringConvertible {
        let description =
            "no pseudo-terminal can be had: /dev/ptmx and /dev/pts (devpts) are needed"
    }
}
