import Accounting
import LosslessJSON
import Reporting

/// `bursar wait` for submissions of a gateway.
extension WaitCommand {
    func follow(through address: GatewayAddress, in context: CommandContext) async throws {
        try await GatewayClient.with(address, in: context) { client in
            let submissions = try await found(by: client, in: context)
            let progress = Progress(context: context, isQuiet: json)
            let started = context.now
            let outcomes = try await Interruption.watching(context) {
                defer { progress.end() }
                return try await GatewayFollowing(
                    client: client, options: follow, progress: progress, started: started,
                    clock: context.clock
                ).outcomes(of: submissions)
            }
            var unwritten: Failure?
            if json || !outcomes.contains(where: { $0.status == .interrupted }) {
                let text = try await shown(outcomes.map(\.submission.id), by: client, in: context)
                do throws(Failure) { try context.print(text) } catch { unwritten = error }
            }
            try end(outcomes, unwritten, in: context)
        }
    }

    private func found(by client: GatewayClient, in context: CommandContext) async throws
        -> [Submission]
    {
        var submissions: [Submission] = []
        for id in ids {
            let text = try await client.shown(id, asJSON: true, in: context)
            guard let json = try? JSON(parsing: Array(text.utf8)),
                let submission = SubmissionDocument.submission(from: json)
            else { throw Failure(.failed, "the answer of the gateway is no submission") }
            submissions.append(submission)
        }
        return submissions
    }

    private func shown(
        _ ids: [SubmissionID], by client: GatewayClient, in context: CommandContext
    ) async throws -> String {
        var texts: [String] = []
        for id in ids {
            texts.append(try await client.shown(id.description, asJSON: json, in: context))
        }
        guard json else { return texts.joined(separator: "\n") }
        guard texts.count > 1 else { return texts.joined() }
        return try SubmissionsDocument.text(of: texts.map { try JSON(parsing: Array($0.utf8)) })
    }
}
