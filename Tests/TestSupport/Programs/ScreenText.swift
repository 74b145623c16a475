/// What stands on a screen after everything that was written to it, as far as full-screen programs of
/// ours write: whole rows, each after a jump to its beginning.
package struct ScreenText {
    package private(set) var rows: [String]
    /// Whether the program has the other screen, and has not given it back.
    package private(set) var isOther = false
    package private(set) var hasCursor = true

    package init(_ written: String, rows count: Int) {
        rows = Array(repeating: "", count: count)
        var row = 0
        for piece in written.split(separator: "\u{1B}[", omittingEmptySubsequences: false)
            .dropFirst()
        {
            let parameter = piece.prefix { !$0.isLetter }
            let command = piece.dropFirst(parameter.count).first
            let text = String(piece.dropFirst(parameter.count + 1))
            switch (command, parameter) {
            case ("H", _): row = (Int(parameter.prefix { $0 != ";" }) ?? 1) - 1
            case ("K", _): if rows.indices.contains(row) { rows[row] = "" }
            case ("J", _): rows = Array(repeating: "", count: count)
            case ("h", "?1049"): isOther = true
            case ("l", "?1049"): isOther = false
            case ("h", "?25"): hasCursor = true
            case ("l", "?25"): hasCursor = false
            default: break
            }
            if isOther, rows.indices.contains(row) { rows[row] += text }
        }
    }
}
