/// The fenced blocks of a Markdown text.
struct Fence: Sendable {
    /// The word behind the opening backticks: `sh`, `console`.
    let language: String
    let lines: [String]

    static func all(in text: String) -> [Fence] {
        var fences: [Fence] = []
        var open: (language: String, lines: [String])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("```") else {
                open?.lines.append(String(line))
                continue
            }
            if let ended = open {
                fences.append(Fence(language: ended.language, lines: ended.lines))
                open = nil
            } else {
                open = (String(line.dropFirst(3)), [])
            }
        }
        return fences
    }

    /// The commands that a shell can run as they stand.
    var script: String { lines.joined(separator: "\n") + "\n" }

    /// Runs of lines between those that only say that something was left out.
    var excerpts: [[String]] {
        lines.split(separator: "…").map(Array.init)
    }

    var isAboutMake: Bool {
        lines.allSatisfy { $0.isEmpty || Fence.makeTarget(of: $0) != nil }
    }

    /// `test` of `sudo make test PREFIX=/usr`.
    static func makeTarget(of line: String) -> String? {
        let words = line.split(separator: " ").drop { $0 == "sudo" }
        return words.first == "make" ? words.dropFirst().first.map(String.init) : nil
    }
}
