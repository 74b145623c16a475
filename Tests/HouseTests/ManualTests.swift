import Foundation
import TestSupport
import Testing

/// `docs/bursar.1` against the binary.
@Suite(.runsPrograms)
struct ManualTests {
    let manual: String
    let bursar = Program.bursar(environment: ["HOME": "/nonexistent", "COLUMNS": "80"])

    init() throws {
        manual = try Repository.text("docs/bursar.1").replacingOccurrences(of: "\\-", with: "-")
    }

    @Test func everyCommandIsNamed() async throws {
        let commands = try await subcommands([])
        #expect(commands.count > 10)
        for command in commands {
            #expect(manual.contains("\n.It Cm \(command)"), "bursar \(command)")
            for verb in try await subcommands([command]) {
                #expect(manual.contains("\n.It Cm \(command) \(verb)"), "bursar \(command) \(verb)")
            }
        }
    }

    @Test func everyOptionIsNamed() async throws {
        for command in try await subcommands([]) {
            let verbs = try await subcommands([command])
            for path in verbs.isEmpty ? [[command]] : verbs.map({ [command, $0] }) {
                for option in try await options(path) {
                    #expect(
                        manual.contains("Fl -\(option)"),
                        "bursar \(path.joined(separator: " ")) --\(option)")
                }
            }
        }
    }

    @Test func everyExitCodeIsNamed() async throws {
        let help = try await bursar.run(["--help"]).output.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        let start = try #require(help.range(of: "Exit codes: "))
        let end = try #require(help.range(of: " USAGE:"))
        let codes = help[start.upperBound..<end.lowerBound].split(separator: "; ")
            .compactMap { $0.split(separator: " ").first }
        #expect(codes.count == 9)
        for code in codes { #expect(manual.contains("\n.It \(code)\n"), "exit code \(code)") }
    }

    @Test func everyVariableIsNamed() {
        let variables = [
            "AIMLAPI_API_KEY", "AIML_API_KEY", "AIMLAPI_KEY", "AIMLAPI_BASE_URL",
            "AIMLAPI_API_BASE", "AIML_API_BASE", "BURSAR_LEDGER", "BURSAR_CONFIG", "BURSAR_GATEWAY",
            "BURSAR_GATEWAY_KEY", "XDG_DATA_HOME",
            "XDG_CONFIG_HOME", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "HTTPS_PROXY",
            "HTTP_PROXY", "ALL_PROXY", "NO_PROXY",
        ]
        for variable in variables { #expect(manual.contains("Ev \(variable)"), "\(variable)") }
    }

    /// The names under the headings that end in SUBCOMMANDS of a command's help.
    private func subcommands(_ path: [String]) async throws -> [String] {
        var names: [String] = []
        var isInside = false
        for line in try await bursar.run(path + ["--help"]).output.split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            if line.hasSuffix("SUBCOMMANDS:") {
                isInside = true
            } else if line.isEmpty {
                isInside = false
            } else if isInside, line.hasPrefix("  "), !line.hasPrefix("   ") {
                let name = line.split(separator: " ").first.map(String.init)
                names += [name].compactMap { $0 }
            }
        }
        return names
    }

    private func options(_ path: [String]) async throws -> [String] {
        let help = try await bursar.run(path + ["--help"]).output
        let usage = help.components(separatedBy: "\nOPTIONS:\n").last ?? ""
        return usage.split(separator: "\n").filter { $0.hasPrefix("  -") }.flatMap { line in
            line.split(whereSeparator: { " ,/[]".contains($0) })
                .filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) }
        }
    }
}
