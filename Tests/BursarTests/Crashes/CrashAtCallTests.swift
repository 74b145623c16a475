import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `kill -9` at named points: just before the N-th call of the system of one kind.
@Suite("Killed at a call of the system", .needs(.strace), .runsPrograms(within: .seconds(300)))
struct CrashAtCallTests {
    struct Point: Sendable, CustomTestStringConvertible {
        /// How strace names the call.
        let call: String
        /// Every one of them, or every so many.
        let stride: Int
        var testDescription: String { call }
    }

    static let points = [
        // Around every commit.
        Point(call: "fdatasync", stride: 1), Point(call: "flock", stride: 1),
        Point(call: "pwrite64", stride: 2), Point(call: "ftruncate", stride: 1),
        // Around the POST and the polls.
        Point(call: "connect", stride: 1), Point(call: "write", stride: 1),
        Point(call: "read", stride: 4), Point(call: "epoll_wait", stride: 2),
    ]

    @Test("Whatever the call, nothing is lost", arguments: points)
    func killed(at point: Point) async throws {
        let sandbox = try await SandboxChild(["--running-time", "0"], timeless: true)
        let scene = try CrashScene(sandbox)
        // The first kills meet a ledger that is being made, later ones one that is there.
        var kills = 0
        var survivals = 0
        let stride = Crash.isSoak ? 1 : point.stride
        for number in Swift.stride(from: 1, through: 400, by: stride) {
            let child = try await scene.submit(signalling: "SIGKILL", at: point.call, number)
            let result = try await child.wait()
            let context: Comment = "killed at \(point.call) \(number)"
            guard result.signal == SIGKILL else {
                #expect(result.status == 0, "\(context): \(result.errors)")
                survivals += 1
                // It has not so many of these calls any more. They are counted by thread, so the
                // next one might yet be reached.
                if survivals == 2 { break }
                continue
            }
            survivals = 0
            kills += 1
            try await scene.checkAfterDeath(context)
        }
        #expect(kills > 0)
        try await scene.settle("killed at \(point.call)")
    }

    /// What was half made is made anew: no file that a dead process left is in the way.
    @Test(
        "A ledger whose making was cut short is made again", arguments: ["pwrite64", "fdatasync"])
    func making(cutShortAt call: String) async throws {
        let stride = Crash.isSoak || call == "fdatasync" ? 1 : 3
        for number in Swift.stride(from: 1, through: 100, by: stride) {
            let fixture = try CommandFixture()
            let program = try fixture.program.signalled("SIGKILL", at: call, number)
            let child = try await program.start(["init"])
            guard try await child.wait().signal == SIGKILL else { break }
            let next = try await fixture.run("verify")
            #expect(next.status == 0, "killed at \(call) \(number): \(next.errors)")
        }
    }

    /// The request is dispatched and not a byte has left: it must not pass for never sent.
    @Test func betweenTheCommitAndTheFirstByteTheMoneyStaysReserved() async throws {
        let scene = try CrashScene(try await SandboxChild(timeless: true))
        let child = try await scene.submit(signalling: "SIGKILL", at: "connect", 1)
        let result = try await child.wait()
        #expect(result.signal == SIGKILL)
        #expect(try await scene.posts().isEmpty)
        #expect(try await scene.rows().values.map { $0["state"]?.string } == ["dispatched"])
        let context: Comment = "killed before connect"
        #expect(try await scene.settle(context, waitsADay: false) == ["unknown": 1])
        // The provider has it in no book, and after a day that is for certain.
        #expect(try await scene.settle(context) == ["voided": 1])
    }
}
