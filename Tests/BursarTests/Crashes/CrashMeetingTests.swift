import Foundation
import LosslessJSON
import TestSupport
import Testing

/// Processes that stand still, die or hold the lock while others need the same ledger.
@Suite("Processes that meet", .runsPrograms(within: .seconds(300)))
struct CrashMeetingTests {
    @Test func twoWaitForTheSameSubmissionAndOneIsKilled() async throws {
        let scene = try CrashScene(try await SandboxChild(["--running-time", "1"], timeless: true))
        let submitted = try await scene.fixture.run(scene.submission("--no-wait", "--json"))
        let id = try #require(try JSON(parsing: submitted.output)["id"]?.string)
        let wait = ["wait", id, "--poll-interval", "0.1", "--json"]
        let victim = try await scene.fixture.program.start(wait)
        let survivor = try await scene.fixture.program.start(wait)
        // Both wait for a second; the one is killed in the midst of it.
        try await Task.sleep(for: .milliseconds(600))
        victim.kill(SIGKILL)
        let result = try await survivor.wait()
        #expect(result.status == 0, "\(result.errors)")
        #expect(try JSON(parsing: result.output)["state"]?.string == "settled")
        try await scene.checkAfterDeath("one of two was killed")
        #expect(try await scene.posts().count == 1)
    }

    /// A process stopped with the lock in its hand keeps others waiting; once it is dead they go on.
    @Test(.needs(.strace))
    func aLockWhoseHolderDiesIsFreeAtOnce() async throws {
        let scene = try CrashScene(try await SandboxChild(timeless: true))
        _ = try await scene.run("init")
        let holder = Tracee(
            program: try await scene.submit(signalling: "SIGSTOP", at: "fdatasync", 1))
        defer { holder.killTree() }
        try await eventually("the ledger is locked") { scene.isLocked }
        let next = try await scene.fixture.program.start(scene.submission("--json"))
        // Long enough to come to the lock; that it waits there is seen by nothing.
        try await Task.sleep(for: .milliseconds(300))
        let killed = Date()
        holder.killTree()
        let result = try await next.wait()
        #expect(result.status == 0, "\(result.errors)")
        // It waits up to 30 s for the lock.
        #expect(Date().timeIntervalSince(killed) < 15)
        try await scene.checkAfterDeath("killed with the lock")
    }

    /// Stopped between its commit and its POST until others have taken it for lost, then woken.
    @Test(.needs(.strace))
    func aSubmitterThatWakesAfterItWasTakenForLostSendsOnceAndIsFoundAgain() async throws {
        let scene = try CrashScene(try await SandboxChild(timeless: true))
        let sleeper = Tracee(
            program: try await scene.submit(signalling: "SIGSTOP", at: "connect", 1))
        defer { sleeper.killTree() }
        // Its commit is there, and its POST does not come: not in half a second.
        try await eventually("its commit is there") { try await !scene.rows().isEmpty }
        try await Task.sleep(for: .milliseconds(500))
        #expect(try await scene.posts().isEmpty)
        let states = try await scene.settle("asleep", waitsADay: false)
        #expect(states == ["unknown": 1])

        // Every thread is stopped at its first connection: that of the POST, and that of the polls.
        let waking = Task {
            while !Task.isCancelled {
                sleeper.wake()
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        defer { waking.cancel() }
        let result = try await sleeper.program.wait()
        #expect(result.status == 0, "\(result.errors)")
        #expect(try await scene.posts().count == 1)
        #expect(try await scene.settle("awake") == ["settled": 1])
    }

    /// The ledger breaks while the POST is under way: that something was sent must be said.
    @Test func aLedgerThatFailsAfterThePOSTIsNotCalledNothingSent() async throws {
        let scene = try CrashScene(try await SandboxChild(timeless: true))
        let trigger =
            "CREATE TRIGGER gone BEFORE UPDATE ON submission BEGIN "
            + "SELECT raise(ABORT, 'the disk is gone'); END"
        let child = try await scene.fixture.program.start(
            scene.submission(marker: "[sandbox submit=slow delay=2]"))
        try await eventually("its POST is there") { try await scene.posts().count == 1 }
        try SQLiteShell(scene.fixture.ledger).rows(trigger)
        let result = try await child.wait()
        try SQLiteShell(scene.fixture.ledger).rows("DROP TRIGGER gone")

        let (id, row) = try #require(try await scene.rows().first)
        #expect(row["state"]?.string == "dispatched")
        #expect(result.status == 4)
        #expect(!result.errors.contains("nothing was sent"), "\(result.errors)")
        #expect(result.errors.contains(id), "\(result.errors)")
        // Its answer is lost, and the provider's log has it.
        #expect(try await scene.settle("unrecorded") == ["settled": 1])
    }

}

/// A program that runs under strace.
private struct Tracee: Sendable {
    let program: RunningProgram

    /// The process id of the program itself, while it lives.
    private var tracedIdentifier: Int32? {
        let strace = program.processIdentifier
        let children = "/proc/\(strace)/task/\(strace)/children"
        let list = try? String(contentsOfFile: children, encoding: .utf8)
        return list?.split(separator: " ").first.flatMap { Int32($0) }
    }

    func wake() {
        if let traced = tracedIdentifier { kill(traced, SIGCONT) }
    }

    func killTree() {
        if let traced = tracedIdentifier { kill(traced, SIGKILL) }
        program.kill(SIGKILL)
    }
}

extension CrashScene {
    /// Somebody holds the ledger's write lock.
    fileprivate var isLocked: Bool {
        let lock = open("\(fixture.ledger).lock", O_RDWR | O_CLOEXEC)
        guard lock >= 0 else { return false }
        defer { close(lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return true }
        flock(lock, LOCK_UN)
        return false
    }
}
