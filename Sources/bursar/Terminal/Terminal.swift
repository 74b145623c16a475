import Foundation

/// What a stream can show: how wide it is, whether it can redraw a line, and whether it shows
/// colours.
struct Terminal: Sendable {
    let isTerminal: Bool
    /// How wide it is, without a lower bound.
    let window: Int
    /// False when its width is not known: a pipe or a file, without `COLUMNS`.
    let isSized: Bool
    let usesColor: Bool

    /// How wide tables are: at least 40 columns.
    var columns: Int { min(max(window, 40), 400) }

    init(isTerminal: Bool, window: Int, isSized: Bool, usesColor: Bool) {
        self.isTerminal = isTerminal
        self.window = window
        self.isSized = isSized
        self.usesColor = usesColor
    }

    /// Where nothing says how wide it is.
    static let usualColumns = 80

    /// `COLUMNS` overrides the window; `NO_COLOR` overrides `FORCE_COLOR`, which overrides the stream.
    init(descriptor: Int32, environment: [String: String]) {
        let isTerminal = isatty(descriptor) == 1
        let columns =
            environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
            ?? Terminal.window(of: descriptor)?.columns
        let isDumb = environment["TERM"] == "dumb"
        let usesColor: Bool
        if environment["NO_COLOR"]?.isEmpty == false {
            usesColor = false
        } else if let force = environment["FORCE_COLOR"], !force.isEmpty, force != "0" {
            usesColor = true
        } else {
            usesColor = isTerminal && !isDumb
        }
        self.init(
            isTerminal: isTerminal && !isDumb, window: max(columns ?? Terminal.usualColumns, 2),
            isSized: columns != nil,
            usesColor: usesColor)
    }

    /// How large the window is at the moment; nil where there is none, or its size is 0.
    static func window(of descriptor: Int32) -> (columns: Int, rows: Int)? {
        var window = winsize()
        guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0,
            window.ws_col > 0
        else { return nil }
        return (Int(window.ws_col), window.ws_row > 0 ? Int(window.ws_row) : 24)
    }
}
