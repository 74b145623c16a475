import Foundation
import LosslessJSON
import TestSupport
import Testing

/// One ledger under attack: what was sent from it, what stands in it, and what must hold of the two.
final class CrashScene: Sendable {
    let sandbox: SandboxChild
    let fixture: CommandFixture
    /// Begins every prompt, so that the sandbox's list tells this ledger's POSTs from others'.
    private let name = "scene \(UUID().uuidString)"

    init(_ sandbox: SandboxChild) throws {
        self.sandbox = sandbox
        fixture = try sandbox.fixture()
    }

    /// The arguments of a submission that is like no other; ten seconds of std cost $1.638.
    func submission(marker: String = "", _ more: String...) -> [String] {
        CommandFixture.submission(
            "\(name) \(UUID().uuidString) \(marker)", ["--duration", "10"] + more)
    }

    /// Starts a submission, kills it after a while, and says whether it was still alive.
    func killSubmission(afterSeconds delay: Double) async throws -> Bool {
        let child = try await fixture.program.start(submission())
        try await Task.sleep(for: .seconds(delay))
        child.kill(SIGKILL)
        return try await child.wait().signal == SIGKILL
    }

    /// Starts a submission that gets a signal at its N-th call of the system of one kind.
    func submit(signalling signal: String, at call: String, _ number: Int) async throws
        -> RunningProgram
    {
        let program = try fixture.program.signalled(signal, at: call, number)
        return try await program.start(submission())
    }

    func run(_ arguments: String...) async throws -> ProgramResult {
        try await fixture.run(arguments)
    }

    // MARK: - What stands where

    /// The POSTs that the sandbox received from this ledger, in order.
    func posts() async throws -> [JSON] {
        try await sandbox.submissions().filter { $0["prompt"]?.string?.hasPrefix(name) == true }
    }

    /// The ledger's submissions by their ids.
    func rows() async throws -> [String: JSON] {
        let result = try await run("list", "--json")
        try #require(result.status == 0, "\(result.errors)")
        let rows = try #require(try JSON(parsing: result.output)["submissions"]?.array)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"]?.string ?? "", $0) })
    }

    // MARK: - What must hold

    /// Holds at any moment, also while others submit: what was sent stands in the ledger, and once.
    func checkAfterDeath(_ context: Comment) async throws {
        let posts = try await posts()
        let rows = try await rows()
        #expect(Set(posts.map(\.requestID)).count == posts.count, context)
        for post in posts {
            let state = rows[post.requestID]?["state"]?.string
            #expect(state != nil && state != "reserved" && state != "refused", context)
        }
        let started = Date()
        let verification = try await run("verify")
        #expect(verification.status == 0, "\(context): \(verification.output)")
        // No dead process holds the lock, which is waited for half a minute.
        #expect(Date().timeIntervalSince(started) < 15, context)
    }

    /// Moves the time on, syncs, and expects that every submission is where it belongs.
    ///
    /// - Parameter waitsADay: until what never arrived is known to be absent.
    /// - Returns: how many there are in each state.
    @discardableResult
    func settle(_ context: Comment, waitsADay: Bool = true) async throws -> [String: Int] {
        try await checkAfterDeath(context)
        try await eventually("the end of all generations, \(context)", within: .seconds(60)) {
            try await !self.posts().contains(where: \.isRunning)
        }
        // What is found is ended soon; what never arrived is known to be absent after a day, twice.
        for seconds in waitsADay ? [1000, 100_000, 110_000] : [1000] {
            let later = try fixture.program.later(bySeconds: seconds)
            let sync = try await later.run(["sync"])
            #expect(sync.status == 0, "\(context): \(sync.errors)")
        }

        let posts = Dictionary(
            uniqueKeysWithValues: try await posts().map { ($0.requestID, $0) })
        let rows = try await rows()
        for (id, row) in rows {
            check(row, against: posts[id], isUnknownFine: !waitsADay, context)
        }
        try await checkBudget(rows, context)
        try await checkAfterDeath(context)
        return Dictionary(grouping: rows.values) { $0["state"]?.string ?? "" }.mapValues(\.count)
    }

    private func check(
        _ row: JSON, against post: JSON?, isUnknownFine: Bool, _ context: Comment
    ) {
        switch row["state"]?.string {
        case "settled":
            #expect(post?["state"]?.string == "completed", context)
            #expect(row["charge", "usd"]?.amount == post?["charged_usd"]?.amount, context)
        case "voided":
            // Never sent, or failed at the provider.
            #expect(post == nil || post?["state"]?.string == "error", context)
        case "unknown" where isUnknownFine:
            #expect(post == nil && row["dispatched_at"]?.string != nil, context)
        default: Issue.record("\(context): left as \(row.compactText)")
        }
    }

    /// What is unknown holds its money, and nothing else holds any.
    private func checkBudget(_ rows: [String: JSON], _ context: Comment) async throws {
        _ = try await fixture.run("budget", "set", "all", "--limit", "100000", "--per", "total")
        let status = try await run("budget", "status", "--json")
        let budget = try JSON(parsing: status.output)["budgets"]?.array?.first
        let spent = rows.values.compactMap { $0["charge", "usd"]?.amount }.reduce(0, +)
        let unknown = rows.values.filter { $0["state"]?.string == "unknown" }
        let reserved = unknown.compactMap { $0["estimate", "usd"]?.amount }.reduce(0, +)
        #expect(budget?["reserved_usd"]?.amount == reserved, context)
        #expect(budget?["spent_usd"]?.amount == spent, context)
    }
}

extension JSON {
    fileprivate var requestID: String { self["client_request_id"]?.string ?? "" }

    fileprivate var isRunning: Bool {
        ["queued", "generating"].contains(self["state"]?.string ?? "")
    }

    /// Decimals are exact here: they are read digit by digit.
    fileprivate var amount: Decimal? { string.flatMap { Decimal(string: $0) } }
}
