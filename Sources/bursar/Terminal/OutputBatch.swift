/// Text on its way to stdout, written 64 KiB at a time.
struct OutputBatch {
    private let context: CommandContext
    private var text = ""

    static let bytes = 65_536

    init(_ context: CommandContext) { self.context = context }

    mutating func add(_ more: String) throws(Failure) {
        text += more
        if text.utf8.count >= OutputBatch.bytes { try end() }
    }

    /// Writes what is left.
    mutating func end() throws(Failure) {
        try context.print(text)
        text = ""
    }
}
