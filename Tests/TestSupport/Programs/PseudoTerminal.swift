import Foundation
import Subprocess
import SystemPackage

/// A program that believes it runs on a terminal, and everything that it wrote there.
///
/// It is killed when this goes.
package final class PseudoTerminal: Sendable {
    private let process: ProgramTask
    private let master: Master
    private let transcript: Transcript

    /// Starts the program with stdin, stdout and stderr on a terminal of this size.
    package init(
        _ program: Program, _ arguments: [String], columns: Int, rows: Int = 24
    ) async throws {
        let (master, slave) = try PseudoTerminal.pair()
        PseudoTerminal.setSize(of: slave, columns: columns, rows: rows)
        let terminal = FileDescriptor(rawValue: slave)
        self.master = master
        do {
            process = try await ProgramTask { started in
                try await Subprocess.run(
                    program.configuration(arguments),
                    input: .fileDescriptor(terminal, closeAfterSpawningProcess: false),
                    output: .fileDescriptor(terminal, closeAfterSpawningProcess: false),
                    error: .fileDescriptor(terminal, closeAfterSpawningProcess: false)
                ) { started($0.processIdentifier.value) }.terminationStatus
            }
        } catch {
            close(slave)
            throw error
        }
        close(slave)
        transcript = Transcript()
        PseudoTerminal.read(master, to: transcript)
    }

    /// The end of the terminal that shows and types.
    private final class Master: Sendable {
        let descriptor: Int32

        init(_ descriptor: Int32) { self.descriptor = descriptor }

        deinit { close(descriptor) }
    }

    /// Reads, on a thread of its own, all that is written until no program has the terminal any more:
    /// at the latest when this one is killed.
    private static func read(_ master: Master, to transcript: Transcript) {
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 4096)
            while case let count = Glibc.read(master.descriptor, &buffer, buffer.count), count > 0 {
                transcript.append(buffer[..<count])
            }
            transcript.end()
        }
    }

    /// What was written so far.
    package var text: String { transcript.text }

    /// As if these keys had been pressed.
    package func type(_ keys: String) {
        _ = keys.withCString { write(master.descriptor, $0, strlen($0)) }
    }

    /// As if the window had been made larger or smaller. The terminal is not the program's own, so the
    /// signal that goes with it is sent too.
    package func resize(columns: Int, rows: Int) {
        PseudoTerminal.setSize(of: master.descriptor, columns: columns, rows: rows)
        kill(SIGWINCH)
    }

    /// Whether keys arrive line by line and are shown as they are pressed, as a shell wants it.
    package var isCooked: Bool {
        var settings = termios()
        tcgetattr(master.descriptor, &settings)
        let flags = tcflag_t(ICANON | ECHO)
        return settings.c_lflag & flags == flags
    }

    package func kill(_ signal: Int32) { process.kill(signal) }

    /// Waits until the text so far contains this.
    ///
    /// - Throws: ``NeverHappened`` when it never does.
    package func shows(_ text: String) async throws {
        try await eventually("'\(text)' on a terminal with: \(self.text)") {
            self.text.contains(text)
        }
    }

    /// Waits for the end, and returns the exit code; -1 when a signal ended it.
    package func wait() async throws -> Int32 {
        let ending = try await process.wait()
        try await eventually("the end of what is written to the terminal") { transcript.hasEnded }
        return ProgramResult(ending, output: "", errors: "").status
    }

    private static func setSize(of descriptor: Int32, columns: Int, rows: Int) {
        var window = winsize(
            ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(descriptor, UInt(TIOCSWINSZ), &window)
    }

    /// The two ends of a new terminal. Glibc's own functions for it are not visible from here.
    private static func pair() throws -> (master: Master, slave: Int32) {
        let unlock: UInt = 0x4004_5431
        let number: UInt = 0x8004_5430
        let master = Master(open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC))
        let descriptor = master.descriptor
        var isLocked: Int32 = 0
        var index: Int32 = 0
        guard descriptor >= 0, ioctl(descriptor, unlock, &isLocked) == 0,
            ioctl(descriptor, number, &index) == 0
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
