import TestSupport
import Testing

/// What may hold a thread, and the files that may have it: they run on the main thread, or on threads
/// of their own. Swift's pool has one thread for each processor, and all tasks stand still while they
/// are held.
@Suite struct HeldThreadTests {
    private static let writing = "Sources/LedgerStore/SQLite/Writing/"
    private static let making = "Sources/LedgerStore/Files/Ledger+Making.swift"
    private static let readOnly = "Sources/LedgerStore/Files/Ledger+ReadOnly.swift"
    private static let restoring = "Sources/LedgerStore/Files/Ledger+Restoring.swift"
    private static let file = "Sources/LedgerStore/SQLite/LedgerFile.swift"
    private static let context = "Sources/bursar/CommandContext.swift"

    static let calls: [(sign: String, places: [String])] = [
        // Sleeping, and waiting for other threads and processes.
        ("usleep(", ["Sources/LedgerStore/SQLite/LedgerFile+Opening.swift"]),
        ("nanosleep(", []), ("Thread.sleep", []), ("waitUntilExit", []),
        ("waitpid(", ["Sources/bursar/Processes/ChildProcess.swift"]),
        ("waitid(", ["Sources/bursar/Processes/ChildProcess.swift"]),
        (
            "DispatchSemaphore",
            [
                writing + "WriteInbox.swift", writing + "WriteLock.swift",
                "Sources/LedgerStore/Threads/BoundedQueue.swift",
            ]
        ),
        ("DispatchGroup", []), ("NSCondition", []), ("pthread_cond", []),
        // A terminal that takes nothing holds what prints, as any write does.
        ("poll(&", ["Sources/bursar/Terminal/Descriptor.swift"]),
        // Locks of files. That of an order from afar never waits.
        (
            "flock(descriptor",
            [writing + "LockClaim.swift", "Sources/bursar/Afar/PendingOrder.swift"]
        ), ("lockf(", []),
        ("fcntl(descriptor, command", [writing + "LockClaim.swift"]), ("F_SETLKW", []),
        ("LockClaim(", [writing + "WriteLock.swift"]),
        ("WriteLock(", [making, restoring, file]),
        // Opening a ledger waits for a restore, for the lock, and for programs that know no lock.
        ("LedgerFile(path:", ["Sources/LedgerStore/Ledger.swift", making]),
        ("LedgerFile(readOnly:", [making, readOnly]),
        ("Ledger(path:", [making]), ("Ledger(existingAt:", [making, context]),
        ("Ledger(readOnly:", [readOnly, "Sources/bursar/Commands/Glance/StatusLineCommand.swift"]),
        (
            "openLedgerAtOnce(",
            [context, "Sources/bursar/Commands/Limits/BudgetCommand+Status.swift"]
        ),
    ]

    @Test(arguments: calls)
    func whatHoldsAThreadLiesWhereItMay(sign: String, places: [String]) throws {
        for file in Repository.swiftFiles(below: "Sources") where !places.contains(file) {
            let calls = try Repository.lines(file).filter { line in
                !line.drop { $0 == " " }.hasPrefix("//") && line.contains(sign)
            }
            #expect(calls == [], "\(file) has \(sign), which may hold a thread of Swift's pool")
        }
        // What is listed is still there.
        for place in places {
            #expect(try Repository.lines(place).contains { $0.contains(sign) }, "\(place): \(sign)")
        }
    }
}
