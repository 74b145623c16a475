import Accounting

/// A horizontal bar inside of a table, whose row says the same in numbers.
enum ShareBar {
    private static let width = 1000

    /// - Parameters:
    ///   - parts: from the left, each with the class of its colour.
    ///   - whole: what would fill the bar; nothing is drawn beyond it.
    ///   - marks: where lines stand, in percent of the whole.
    static func svg(
        _ parts: [(amount: Int64, style: String)], of whole: Int64, marks: [Int] = []
    ) -> HTML {
        var left = 0
        let bars = parts.compactMap { part -> HTML? in
            guard part.amount > 0, whole > 0 else { return nil }
            let share = Int(
                (Int128(min(part.amount, whole)) * Int128(width) + Int128(whole) / 2)
                    / Int128(whole))
            let length = min(width - left, max(4, share))
            guard length > 0 else { return nil }
            defer { left += length }
            return HTML(
                "rect",
                [
                    "class": part.style, "x": "\(left)", "y": "0", "width": "\(length)",
                    "height": "100",
                ], [])
        }
        return HTML(
            "svg",
            [
                "class": "bar", "viewBox": "0 0 \(width) 100", "preserveAspectRatio": "none",
                "aria-hidden": "true", "focusable": "false",
            ],
            [
                HTML(
                    "rect",
                    ["class": "track", "x": "0", "y": "0", "width": "\(width)", "height": "100"],
                    [])
            ] + bars + marks.map(mark))
    }

    private static func mark(at percent: Int) -> HTML {
        HTML(
            "rect",
            [
                "class": "mark", "x": "\(percent * width / 100 - 2)", "y": "0", "width": "4",
                "height": "100",
            ], [])
    }
}
