import Foundation
import TestSupport
import Testing

/// `scripts/prepare.sh` on machines that lack something, made of stubs.
@Suite(.runsPrograms)
struct PrepareTests {
    @Test func whatIsThereIsNotSpokenOf() async throws {
        let machine = try BareMachine()
        let result = try await machine.prepare("test")
        #expect(result.status == 0)
        #expect(result.output + result.errors == "")
        #expect(machine.installed == [])
    }

    @Test func withoutAToolchainItSaysWhereToGetOne() async throws {
        let machine = try BareMachine()
        machine.remove("swift")
        try await expect(
            machine, 1, "'swift' is not in PATH. Install it from https://www.swift.org/install")
    }

    @Test(arguments: [
        ("libncurses.so.6", ": libncurses.so.6. Install them: apt-get install libncurses6, then"),
        ("libodd.so.3", ": libodd.so.3. Install the packages that have them, then"),
    ])
    func aToolchainThatTheLoaderCannotStartIsFoundFirst(library: String, sentence: String)
        async throws
    {
        let machine = try BareMachine()
        machine.lack("cassert", "sqlite3.h")
        try machine.add(
            "swift",
            "echo \"swift: error while loading shared libraries: \(library): cannot open shared"
                + " object file: No such file or directory\" >&2; exit 127")
        try await expect(
            machine, 1, "swift does not start: shared libraries are missing\(sentence)")
    }

    @Test func anotherToolchainThatDoesNotStartIsQuoted() async throws {
        let machine = try BareMachine()
        try machine.add("swift", "echo 'Illegal instruction' >&2; exit 132")
        try await expect(machine, 1, "swift does not start: 'Illegal instruction' (exit code 132)")
    }

    @Test(arguments: ["5.10.1", "6.1"]) func anOldToolchainIsRefused(version: String) async throws {
        let machine = try BareMachine()
        try machine.add("swift", "echo 'Swift version \(version) (swift-RELEASE)'")
        try await expect(machine, 1, "Swift 6.2 or newer, and ")
    }

    @Test(arguments: [
        ("sqlite3.h", ["libsqlite3-dev"]), ("cassert", ["libstdc++-12-dev"]),
        ("libz.so", ["zlib1g-dev"]), ("crt1.o", ["libc6-dev"]),
    ])
    func whatTheCompilerDoesNotFindIsInstalled(missing: String, packages: [String]) async throws {
        let machine = try BareMachine()
        machine.lack(missing)
        let result = try await machine.prepare()
        #expect(result.status == 0, "\(result.errors)")
        #expect(machine.installed == packages)
    }

    @Test func toolsOfTestsAreInstalledForTestsAlone() async throws {
        let machine = try BareMachine()
        machine.remove("strace")
        machine.remove("sqlite3")
        #expect(try await machine.prepare().status == 0)
        #expect(machine.installed == [])
        #expect(try await machine.prepare("test").status == 0)
        #expect(machine.installed == ["strace", "sqlite3"])
    }

    static let powerless: [String?] = [
        nil, "echo 'ada is not in the sudoers file' >&2; exit 1",
        "echo 'sudo: a password is required' >&2; exit 1",
    ]

    @Test(arguments: powerless)
    func whoIsNotRootIsToldOnceWhatToAskFor(sudo: String?) async throws {
        let machine = try BareMachine(user: 1000, sudo: sudo)
        machine.lack("cassert", "sqlite3.h")
        machine.remove("strace")
        try await expect(
            machine, 1, "Ask for: apt-get install libstdc++-12-dev libsqlite3-dev strace, then",
            "test")
    }

    @Test(arguments: powerless)
    func withoutToolsOfTestsTheTestsRunButOnAServer(sudo: String?) async throws {
        let machine = try BareMachine(user: 1000, sudo: sudo)
        machine.remove("strace")
        try await expect(
            machine, 0, "install strace. The tests that need strace are skipped.", "test")
        try await expect(machine, 1, "install strace, then", "test", ["CI": "true"])
    }

    @Test func whoMayUseSudoInstallsWithIt() async throws {
        let machine = try BareMachine(
            user: 1000, sudo: "[ \"$1\" != -n ] || shift; AS_ROOT=1 exec \"$@\"")
        machine.lack("sqlite3.h")
        #expect(try await machine.prepare().status == 0)
        #expect(machine.installed == ["libsqlite3-dev"])
    }

    @Test func withoutAptTheNamesOfOthersAreGiven() async throws {
        let machine = try BareMachine()
        machine.lack("cassert", "sqlite3.h")
        machine.remove("apt-get")
        try await expect(
            machine, 1,
            "missing: the C++ headers (gcc-c++, libstdc++-devel), SQLite's header"
                + " (sqlite-devel). Install them, then run make again.")
    }

    /// One line says it, and nothing is installed.
    private func expect(
        _ machine: BareMachine, _ status: Int32, _ sentence: String, _ argument: String? = nil,
        _ variables: [String: String] = [:]
    ) async throws {
        let result = try await machine.prepare(argument, variables)
        #expect(result.status == status)
        #expect(result.errors.contains(sentence), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        #expect(machine.installed == [])
    }
}
