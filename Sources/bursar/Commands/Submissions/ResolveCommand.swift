import Accounting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Metering
import Reporting

/// `bursar resolve`: the cost of a submission, entered by hand with a reason.
struct ResolveCommand: ContextCommand, TakesSubmissions {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Enter what a submission cost by hand, with a reason.",
        discussion: """
            For a submission whose outcome is unknown, that has no price, or whose charge is \
            wrong. The reason stays in the journal.

            Examples:
              bursar resolve 2db31994 --charged 1.638 --reason "invoice of 30 Nov, line 12"
              bursar resolve 2db31994 --not-charged --reason "not on the bill of November"
            """)

    @Argument(help: "The submission's id, the beginning or the end of it, or the generation id.")
    var id: String

    @Option(
        parsing: .unconditional, help: "It was charged this much.", transform: ArgumentReader.usd)
    var charged: USD?

    @Flag(help: "It was not charged.")
    var notCharged = false

    @Option(parsing: .unconditional, help: "How you know.", transform: ArgumentReader.reason)
    var reason: String

    @Flag(help: "Print a bursar.submission/1 document.")
    var json = false

    private func held(_ submission: Submission) -> String {
        let state = submission.state
        if state.holdsMoney {
            return "\(state.rawValue), with \(submission.openReservation.display) reserved,"
        }
        return "\(state.rawValue), \((submission.charge?.usd ?? .zero).display) charged,"
    }

    func check() throws {
        guard (charged != nil) != notCharged else {
            throw ValidationError("say either --charged USD or --not-charged")
        }
    }

    func run(in context: CommandContext) async throws {
        let meter = try await context.meter()
        let progress = Progress(context: context, isQuiet: true)
        try await context.deliveringAlerts(meter) { _ in
            let before = try meter.ledger.find(id)
            let submission = try await meter.resolve(
                before.id, as: charged.map(Resolution.charged) ?? .notCharged,
                reason: reason, observe: progress.observe)
            try context.print(
                json
                    ? SubmissionDocument.json(submission).prettyText + "\n"
                    : SubmissionText.detail(
                        submission, style: context.style, calendar: meter.ledger.calendar))
            context.note(
                "It was \(held(before)) and is \(held(submission)) now. A wrong entry is corrected by"
                    + " another: bursar resolve \(submission.id)")
        }
    }
}
