import Accounting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Metering
import Provider
import Reporting

/// `bursar wait`: follows submissions to their end, as `submit` does.
struct WaitCommand: ContextCommand, TakesSubmissions {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Follow submissions to their end.",
        discussion: """
            ID is the submission's id, a beginning or an end of it that no other has (4 characters \
            or more), or the provider's generation id. What is unknown is not followed: bursar sync \
            looks it up.

            Example:
              bursar wait 2db31994 --timeout 600
            """)

    @Argument(help: "Submissions to follow.")
    var ids: [String]

    @OptionGroup var follow: FollowOptions

    @Flag(help: "Print a bursar.submission/1 document, or bursar.submissions/1 for several.")
    var json = false

    func run(in context: CommandContext) async throws {
        if let address = try context.gatewayAddress() {
            return try await follow(through: address, in: context)
        }
        let meter = try await context.meter()
        let submissions = try ids.map { try meter.ledger.find($0) }
        try await context.deliveringAlerts(meter) { _ in
            try await followAll(submissions, meter, in: context)
        }
    }

    private func followAll(
        _ submissions: [Submission], _ meter: Meter, in context: CommandContext
    ) async throws {
        let progress = Progress(context: context, isQuiet: json)
        let started = context.now
        defer { progress.end() }
        let outcomes = try await Interruption.watching(context) {
            guard submissions.contains(where: \.state.isUnderWay) else {
                return submissions.map { Outcome(ended: $0) }
            }
            return try await context.withProvider { client in
                try await Following(
                    meter: meter, client: client, options: follow, progress: progress,
                    started: started, clock: context.clock
                ).outcomes(of: submissions.map(\.id))
            }
        }
        progress.end()
        var unwritten: Failure?
        if json || !outcomes.contains(where: { $0.status == .interrupted }) {
            do {
                try present(outcomes.map(\.submission), meter.ledger.calendar, in: context)
            } catch let error as Failure {
                unwritten = error
            }
        }
        try end(outcomes, unwritten, in: context)
    }

    /// Ends the command as the worst of them stands.
    func end(_ outcomes: [Outcome], _ unwritten: Failure?, in context: CommandContext)
        throws(Failure)
    {
        for outcome in outcomes.dropLast() where outcome.message != nil {
            context.complain(Failure(outcome.status, outcome.message))
        }
        let worst = outcomes.map(\.status).max { $0.rawValue < $1.rawValue } ?? .done
        guard let last = outcomes.last else { return }
        try Outcome(submission: last.submission, status: worst, message: last.message)
            .end(unwritten, in: context)
    }

    private func present(
        _ submissions: [Submission], _ calendar: LedgerCalendar, in context: CommandContext
    ) throws {
        if json, submissions.count == 1 {
            let document = SubmissionDocument.json(submissions[0])
            return try context.print(document.prettyText + "\n")
        }
        if json {
            var output = OutputBatch(context)
            try SubmissionsDocument.write(submissions.forEach) { try output.add($0) }
            return try output.end()
        }
        let texts = submissions.map {
            SubmissionText.detail($0, style: context.style, calendar: calendar)
        }
        try context.print(texts.joined(separator: "\n"))
    }
}

extension SubmissionState {
    /// Something is still to come of it by itself.
    fileprivate var isUnderWay: Bool {
        self == .reserved || self == .dispatched || self == .accepted
    }
}

extension Following {
    /// Follows several at once; they come back in the order of the ids.
    func outcomes(of ids: [SubmissionID]) async throws -> [Outcome] {
        try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
            for (index, id) in ids.enumerated() {
                group.addTask { (index, try await outcome(of: id)) }
            }
            var outcomes: [(Int, Outcome)] = []
            for try await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
