import Accounting
import LosslessJSON
import Metering
import Provider
import Reporting
import Text

/// `bursar submit` through a gateway, which reserves, sends and records.
extension SubmitCommand {
    func submit(_ stated: Order, through address: GatewayAddress, in context: CommandContext)
        async throws
    {
        // What the gateway's prices say of the model is not known here; of motion control it is.
        let order = stated.completed(by: .builtin, at: context.now)
        if order.isMotionControl { try requireMedia() }
        try requireLikelyLength(of: order)
        try await GatewayClient.with(address, in: context) { client in
            if dryRun { return try await preview(stated, client, in: context) }
            hints(for: order).forEach { context.note("warning: \(TerminalText.escaped($0))") }
            let progress = Progress(context: context, isQuiet: json)
            let started = context.now
            let ended = try await Interruption.watching(context) {
                defer { progress.end() }
                return try await outcome(of: stated, client, progress, from: started, in: context)
            }
            try await end(ended, client, in: context)
        }
    }

    private func outcome(
        of order: Order, _ client: GatewayClient, _ progress: Progress, from started: Instant,
        in context: CommandContext
    ) async throws -> Outcome {
        try Task.checkCancellation()
        let document = client.document(of: order)
        let pending = try PendingOrder.begin(
            document, to: client.address.endpoint.baseURL, context.environment)
        let key = pending.idempotencyKey
        // It has happened, and an interrupt does not undo it: the answer is still awaited.
        let timeout = follow.timeout
        let result: SubmitResult
        do {
            result = try await Task.detached { () async throws -> SubmitResult in
                try await client.submit(document, key: key, timeout: timeout)
            }.value
        } catch let failure as Failure {
            // What an earlier run sent is not known by this one.
            if failure.status != .unknown, !pending.isAgain { pending.end() }
            throw failure
        }
        let submission = result.submission
        if ![.reserved, .dispatched, .unknown].contains(submission.state) { pending.end() }
        // Another request for the same may still be under way: then what comes of it is awaited as well.
        let isUnderWay = [.reserved, .dispatched, .accepted].contains(submission.state)
        guard isUnderWay, !noWait else {
            return Outcome(submitted: result, isFollowed: !noWait, kept: .gateway)
        }
        return try await GatewayFollowing(
            client: client, options: follow, progress: progress, started: started,
            clock: context.clock
        ).outcome(of: submission)
    }

    private func end(_ outcome: Outcome, _ client: GatewayClient, in context: CommandContext)
        async throws
    {
        var unwritten: Failure?
        let isShown = json || (outcome.status != .interrupted && outcome.status != .refused)
        if isShown {
            let id = outcome.submission.id.description
            do throws(Failure) {
                let text = try await client.shown(id, asJSON: json, in: context)
                do throws(Failure) { try context.print(text) } catch { unwritten = error }
            } catch {
                // What became of it is known, as far as it was heard.
                context.complain(error)
                if json { unwritten = printed(outcome.submission, in: context) }
            }
        }
        try outcome.end(unwritten, in: context)
    }

    /// Prints the document of a submission as it was last heard of.
    ///
    /// - Returns: why stdout failed.
    private func printed(_ submission: Submission, in context: CommandContext) -> Failure? {
        do throws(Failure) {
            try context.print(SubmissionDocument.json(submission).prettyText + "\n")
            return nil
        } catch {
            return error
        }
    }

    private func preview(_ order: Order, _ client: GatewayClient, in context: CommandContext)
        async throws
    {
        let document = try await client.preview(order)
        guard let submission = SubmissionDocument.submission(from: document) else {
            throw Failure(.failed, "the answer of the gateway is no submission (nothing was sent)")
        }
        var completed = order.completed(by: .builtin, at: context.now)
        completed.request.orientation = submission.subject.orientation
        let isQuoted = !json && submission.estimate.isPriced
        let quoted = isQuoted ? assumption(of: completed) : nil
        for hint in hints(for: completed) where hint != quoted {
            context.note("warning: \(TerminalText.escaped(hint))")
        }
        if json {
            try context.print(document.prettyText + "\n")
        } else {
            let budgets = SubmissionDocument.budgets(from: document)
            let cost = cost(
                of: submission.proposal, completed, isAllowed: submission.refusal == nil)
            try context.print(
                (cost.map { "\($0)\n\n" } ?? "")
                    + BudgetPreviewText.text(budgets, style: context.style))
        }
        if submission.refusal != nil {
            throw Failure(.refused, submission.refusalSentence)
        }
    }
}
