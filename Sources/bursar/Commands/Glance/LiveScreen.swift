import Foundation

/// A terminal that is drawn on: its other screen, no cursor, and keys that arrive as they are pressed.
///
/// Closing it leaves the terminal as it was.
final class LiveScreen {
    private let write: @Sendable (String) -> Bool
    private var before: termios?
    private var isOpen = false
    private var shown: [String] = []

    // The other screen, cleared; no cursor; lines that are too wide end at the edge.
    private static let entering = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[2J"
    private static let leaving = "\u{1B}[0m\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

    init(write: @escaping @Sendable (String) -> Bool) { self.write = write }

    func open() {
        guard !isOpen else { return }
        isOpen = true
        var settings = termios()
        if tcgetattr(STDIN_FILENO, &settings) == 0 {
            before = settings
            // Ctrl-C and Ctrl-Z stay what they are.
            settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        }
        forget()
        _ = write(LiveScreen.entering)
    }

    /// Safe to call at any time, and more than once.
    func close() {
        guard isOpen else { return }
        isOpen = false
        _ = write(LiveScreen.leaving)
        // With what was typed and not read: it was not meant for the shell.
        if var before { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
    }

    /// What is on the screen is not known any more: everything is drawn anew.
    func forget() { shown = [] }

    /// What to write so that these lines are shown, from the first row down.
    func changes(to lines: [String]) -> String {
        var text = lines.count == shown.count ? "" : "\u{1B}[2J"
        if lines.count != shown.count { shown = Array(repeating: "", count: lines.count) }
        for (row, line) in lines.enumerated() where line != shown[row] {
            text += "\u{1B}[\(row + 1);1H\u{1B}[2K\(line)"
        }
        shown = lines
        return text
    }
}
