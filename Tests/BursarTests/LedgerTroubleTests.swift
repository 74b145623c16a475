import Foundation
import TestSupport
import Testing

/// A ledger that cannot be used: exit code 75, and nothing was sent.
struct LedgerTroubleTests {
    /// What is done to the ledger, and what the line then says.
    private static let troubles: [(prepare: @Sendable (Desk) throws -> Void, sentence: String)] = [
        (
            { try Data("this is no database, but long enough to look at".utf8).write(to: $0.at()) },
            "is not a ledger"
        ),
        (
            { desk in
                try desk.run("init")
                chmod(desk.ledger, 0o444)
            }, "is read-only; make it writable: chmod u+w"
        ),
        ({ try $0.patch(offset: 68, with: 0x1234_5678) }, "is a database of another program"),
        ({ try $0.patch(offset: 60, with: 999) }, "was written by a newer bursar (format 999"),
        (
            {
                try FileManager.default.createDirectory(
                    atPath: $0.ledger, withIntermediateDirectories: true)
            },
            "is not a file"
        ),
    ]

    @Test(arguments: troubles.indices)
    func nothingIsSentWhenTheLedgerCannotBeUsed(index: Int) throws {
        let (prepare, sentence) = LedgerTroubleTests.troubles[index]
        let server = CannedServer(.silence)
        let desk = try Desk(["AIMLAPI_BASE_URL": server.url])
        try prepare(desk)
        for arguments in [Desk.submission("a"), ["list", "--json"], ["sync"], ["verify"]] {
            let result = try desk.run(arguments)
            #expect(result.status == 75, "\(arguments)")
            #expect(result.output == "")
            #expect(result.complaints.count == 1)
            #expect(result.errors.contains(sentence), "\(result.errors)")
            #expect(result.errors.contains(desk.ledger))
        }
        #expect(server.requests.isEmpty)
    }

    @Test func aFolderThatIsAFileIsNamed() throws {
        let desk = try Desk()
        let file = try desk.folder.file("file", [1])
        let result = try desk.with(["BURSAR_LEDGER": "\(file)/ledger.sqlite"]).run("list")
        #expect(result.status == 75)
        #expect(result.errors.contains("\(file)"))
        #expect(result.complaints.count == 1)
    }

    /// Another process holds the lock and does not let go: the wait of 30 s ends in words.
    @Test func aLockThatIsHeldForTooLongIsExitCode75() async throws {
        let desk = try Desk()
        try desk.run("init")
        let lock = open("\(desk.ledger).lock", O_RDWR)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
        let server = CannedServer(.silence)
        let arguments = Desk.submission("a")
        let result = try await desk.with(["AIMLAPI_BASE_URL": server.url]).runAside(arguments)
        #expect(result.status == 75)
        #expect(result.errors.contains("the ledger is busy"))
        #expect(result.errors.contains("nothing was sent"))
        #expect(server.requests.isEmpty)
    }

    /// Needs the right to mount; elsewhere it is passed over.
    @Test(.enabled(if: getuid() == 0)) func aFullDiskIsExitCode75AndSendsNothing() throws {
        let folder = try TemporaryFolder()
        let mount = Program(path: "/bin/mount", environment: [:])
        let mounted = try mount.run(["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.url.path])
        guard mounted.status == 0 else { return }
        defer {
            _ = try? Program(path: "/bin/umount", environment: [:]).run(["-l", folder.url.path])
        }
        let server = CannedServer(.silence)
        let desk = try Desk([
            "BURSAR_LEDGER": folder.path("ledger.sqlite"), "AIMLAPI_BASE_URL": server.url,
        ])
        let result = try desk.submit("a")
        #expect(result.status == 75)
        #expect(result.errors.contains("full"), "\(result.errors)")
        #expect(server.requests.isEmpty)
    }

    @Test func theFilesAreForTheirOwnerAlone() throws {
        let desk = try Desk()
        let home = desk.folder.path("home")
        let ledger = "\(home)/data/bursar/ledger.sqlite"
        try desk.with(["BURSAR_LEDGER": ""]).run("init")
        #expect(try permissions(ledger) == 0o600)
        #expect(try permissions("\(home)/data/bursar") == 0o700)
        let copy = desk.folder.path("copy.sqlite")
        try desk.with(["BURSAR_LEDGER": ""]).run("backup", copy)
        #expect(try permissions(copy) == 0o600)
    }

    private func permissions(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }
}

extension Desk {
    fileprivate func at() -> URL { URL(fileURLWithPath: ledger) }

    /// Writes four bytes into the header of a ledger that was made and closed.
    fileprivate func patch(offset: UInt64, with value: UInt32) throws {
        try run("init")
        let file = try FileHandle(forUpdating: at())
        try file.seek(toOffset: offset)
        let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
        try file.write(contentsOf: Data(bytes))
        try file.close()
    }

    /// Runs it on a thread of its own, so that a long wait keeps no other test from running.
    func runAside(_ arguments: [String]) async throws -> ProgramResult {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try self.run(arguments) })
            }
        }
    }
}
