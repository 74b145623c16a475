import TestSupport
import Testing

/// Facts stand below, advice at the edge: only the command line speaks of its commands.
struct CommandWordTests {
    /// Targets that are edges themselves.
    static let edges: Set = ["bursar", "Gateway"]

    /// Files whose strings look like the command line's words, and why that is right.
    static let exceptions = [
        "Sources/Alerting/Formats/DesktopMessage.swift": "the flags of notify-send",
        "Sources/Reporting/Statement/StatementPage+Style.swift":
            "variables of a style sheet begin with two dashes",
        "Sources/Reporting/Dashboard/PageAssets+Style.swift":
            "variables of a style sheet begin with two dashes",
        "Sources/Sandbox/SandboxServerError.swift":
            "the sandbox is a program that is started by its own command, and has one port",
    ]

    @Test func noStringBelowTheEdgesNamesACommandAFlagOrAVariable() throws {
        let commands = try names(after: "commandName: \"").subtracting(["bursar"])
        #expect(commands.count > 20)
        for file in Repository.swiftFiles(below: "Sources") {
            let module = file.split(separator: "/")[1]
            guard !Self.edges.contains(String(module)), Self.exceptions[file] == nil else {
                continue
            }
            for (number, line) in try Repository.lines(file).enumerated() {
                let code = withoutComment(line)
                #expect(
                    !speaksOfCommands(code, commands),
                    "\(file):\(number + 1) says what only an edge may say: \(code)")
            }
        }
    }

    @Test func theExceptionsAreStillNeeded() throws {
        let commands = try names(after: "commandName: \"")
        for file in Self.exceptions.keys {
            #expect(
                try Repository.lines(file).contains { speaksOfCommands($0, commands) }, "\(file)")
        }
    }

    private func speaksOfCommands(_ code: String, _ commands: Set<String>) -> Bool {
        let words = code.matches(of: /bursar ([a-z]+)/).map { String($0.1) }
        return words.contains(where: commands.contains)
            || code.contains(/(^|[^-\w])--[a-z]/)
            || code.contains(/\b(BURSAR|AIML|AIMLAPI)_[A-Z]/)
    }

    /// The words that stand behind a text, up to the next quotation mark.
    private func names(after start: String) throws -> Set<String> {
        var names: Set<String> = []
        for file in Repository.swiftFiles(below: "Sources/bursar/Commands") {
            for line in try Repository.lines(file) {
                guard let range = line.firstRange(of: start) else { continue }
                names.insert(String(line[range.upperBound...].prefix { $0 != "\"" }))
            }
        }
        return names
    }

    /// The line up to `//`, unless that is a part of a URL.
    private func withoutComment(_ line: String) -> String {
        if line.drop(while: { $0 == " " }).hasPrefix("//") { return "" }
        guard let mark = line.firstRange(of: "  // ") else { return line }
        return String(line[..<mark.lowerBound])
    }
}
