import TestSupport
import Testing

/// Tests hold no thread of Swift's pool: it has as many as the machine has cores, for all tests.
struct BlockingTests {
    /// What holds the thread that calls it, until something happens elsewhere.
    static let signs = [
        "Thread.sleep", "usleep(", "nanosleep(", "sleep(forTimeInterval", "waitUntilExit",
        "waitpid(", "DispatchSemaphore", "DispatchGroup", "NSCondition", "RunLoop", ".sync {",
        "readDataToEndOfFile", ".availableData",
    ]

    /// Files that block all the same, and on which thread.
    static let exceptions = [
        "Tests/HouseTests/BlockingTests.swift": "names them",
        "Tests/HouseTests/HeldThreadTests.swift": "names them",
        "Tests/TestSupport/OwnExecutor.swift": "holds the thread of an executor of its own",
        "Tests/LedgerStoreTests/Closing/BusyClosingTests.swift": "holds the thread of a long read",
        "Tests/LedgerStoreTests/SQLite/Writing/Gate.swift":
            "holds the thread of the ledger's writes",
        "Tests/LedgerStoreTests/SQLite/Writing/HeldThreadsTests.swift":
            "a test of threads that are held, on an executor of its own",
        "Tests/LedgerStoreTests/Prompts/PromptTests.swift": "holds the thread of a long read",
        "Tests/LedgerWriter/LedgerWriter.swift": "a thread that ends its process",
        "Tests/LedgerStoreTests/SQLite/Writing/WriteLockTests.swift":
            "blocks in threads of its own",
    ]

    @Test func noTestHoldsAThreadOfThePool() throws {
        for file in Repository.swiftFiles(below: "Tests") where Self.exceptions[file] == nil {
            let lines = try code(of: file)
            for sign in Self.signs {
                #expect(lines.filter { $0.contains(sign) } == [], "\(file) has \(sign)")
            }
        }
    }

    @Test func theExceptionsAreStillNeeded() throws {
        for file in Self.exceptions.keys {
            let lines = try code(of: file)
            #expect(
                Self.signs.contains { sign in lines.contains { $0.contains(sign) } }, "\(file)")
        }
    }

    /// So that no more programs run at once than the machine has room for, and none for ever.
    @Test func everySuiteThatRunsProgramsHasTheTrait() throws {
        let tools =
            #/\b(Program|CommandFixture|SandboxChild|PseudoTerminal|CrashScene|ReadmeFixture|BareMachine|DoctorChecks)(\.\w+)?\(/#
        var count = 0
        for file in Repository.swiftFiles(below: "Tests") where !file.contains("/TestSupport/") {
            let text = try code(of: file).joined(separator: "\n")
            guard text.contains("@Test"), text.contains(tools) else { continue }
            count += 1
            #expect(text.contains(#/@Suite\([^\n]*\.runsPrograms/#), "\(file)")
        }
        #expect(count > 30)
    }

    private func code(of file: String) throws -> [String] {
        try Repository.lines(file).filter { !$0.drop { $0 == " " }.hasPrefix("//") }
    }
}
