import Accounting
import Foundation
import Reporting

/// Looks at the accounts at intervals, and shows what it found.
struct Watcher {
    let context: CommandContext
    let pictures: any WatchPictures
    let events: WatchEvents

    /// Fills the window until `q` or Ctrl-C, and leaves it as it was.
    func drawScreens() async throws {
        let screen = LiveScreen(write: context.write)
        defer { screen.close() }
        screen.open()
        await pictures.look()
        try await draw(on: screen)
        for await event in events.stream {
            switch event {
            case .look: await pictures.look()
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
            try await draw(on: screen)
        }
    }

    private func draw(on screen: LiveScreen) async throws(Failure) {
        let window = Terminal.window(of: STDOUT_FILENO) ?? (columns: 80, rows: 24)
        let lines = await pictures.lines(
            columns: window.columns, rows: window.rows,
            usesColor: context.outputTerminal.usesColor)
        try context.print(screen.changes(to: lines))
    }

    /// Prints all of it whenever the ledger has changed.
    func printPictures() async throws {
        await pictures.look()
        var isRead = try await printPicture()
        for await event in events.stream where isRead {
            switch event {
            case .look:
                isRead = !Descriptor.hasNoReader(STDOUT_FILENO)
                if isRead, await pictures.look() { isRead = try await printPicture() }
            case .ended: throw Failure(.interrupted)
            case .second, .resized, .key, .paused: continue
            }
            if !isRead { return }
        }
    }

    /// False when there is no reader any more, which is how a pipe is left.
    private func printPicture() async throws(Failure) -> Bool {
        let text = await pictures.text(style: context.style)
        do {
            try context.print(text + "\n")
            return true
        } catch {
            if errno == EPIPE { return false }
            throw error
        }
    }
}
