import Accounting
import Foundation
import Reporting

/// Reads the ledger at intervals, and shows what it found.
struct Watcher {
    let context: CommandContext
    let source: WatchSource
    let events: WatchEvents

    /// Fills the window until `q` or Ctrl-C, and leaves it as it was.
    func drawScreens() async throws {
        let screen = LiveScreen(write: context.write)
        defer { screen.close() }
        screen.open()
        await source.look()
        try draw(on: screen)
        for await event in events.stream {
            switch event {
            case .look: await source.look()
            case .second: break
            case .resized: screen.forget()
            case .key("q"), .key("Q"): return
            case .key: continue
            case .paused:
                screen.close()
                kill(getpid(), SIGSTOP)
                screen.open()
            case .ended: throw Failure(.interrupted)
            }
            try draw(on: screen)
        }
    }

    private func draw(on screen: LiveScreen) throws(Failure) {
        let window = Terminal.window(of: STDOUT_FILENO) ?? (columns: 80, rows: 24)
        let lines = picture.lines(
            columns: window.columns, rows: window.rows,
            usesColor: context.outputTerminal.usesColor, words: Advice.words)
        try context.print(screen.changes(to: lines))
    }

    /// Prints all of it whenever the ledger has changed.
    func printPictures() async throws {
        await source.look()
        var isRead = try printPicture()
        for await event in events.stream where isRead {
            switch event {
            case .look:
                isRead = !Descriptor.hasNoReader(STDOUT_FILENO)
                if isRead, await source.look() { isRead = try printPicture() }
            case .ended: throw Failure(.interrupted)
            case .second, .resized, .key, .paused: continue
            }
            if !isRead { return }
        }
    }

    /// False when there is no reader any more, which is how a pipe is left.
    private func printPicture() throws(Failure) -> Bool {
        do {
            try context.print(picture.text(style: context.style) + "\n")
            return true
        } catch {
            if errno == EPIPE { return false }
            throw error
        }
    }

    private var picture: WatchScreen {
        WatchScreen(source.contents, failure: source.failure, now: context.now)
    }
}
