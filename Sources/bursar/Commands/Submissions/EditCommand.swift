import Accounting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Metering
import Reporting
import Text

/// `bursar edit`: another project and other labels for submissions, with a reason.
struct EditCommand: ContextCommand, TakesSubmissions {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "File submissions under another project or other labels, with a reason.",
        discussion: """
            What is not named stays as it is. All that a submission cost and holds moves with it, in \
            reports, and from the budgets of one project into those of the other, which never refuse it; \
            its day, its gateway key and its charge stay. The journal keeps the old filing (bursar show). \
            Of several submissions all are filed, or none. What moves in a month that is closed is an \
            adjustment of the next statement, which sums to zero.

            Examples:
              bursar edit 2db31994 --project spring --reason "was mistyped"
              bursar edit 2db31994 7be0a1c2 --label scene=12 --no-label take --reason "recut"
              bursar edit 2db31994 --no-project --reason "a test"
            """)

    @Argument(help: "Ids, beginnings or ends of them, or generation ids.")
    var ids: [String]

    @Option(help: "File them under this project.", transform: ArgumentReader.name)
    var project: Name?

    @Flag(name: .customLong("no-project"), help: "File them under no project.")
    var noProject = false

    @Option(
        parsing: .unconditionalSingleValue,
        help: "KEY=VALUE, in the place of what the label had; may be repeated.",
        transform: ArgumentReader.label)
    var label: [Label] = []

    @Option(
        name: .customLong("no-label"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Take the label with this key away; may be repeated.", valueName: "key"),
        transform: ArgumentReader.name)
    var removedLabels: [Name] = []

    @Option(
        parsing: .unconditional, help: "Why they are filed elsewhere.",
        transform: ArgumentReader.reason)
    var reason: String

    @Flag(help: "Print a bursar.submission/1 document, or bursar.submissions/1 for several.")
    var json = false

    func check() throws {
        if change.isEmpty {
            throw ValidationError(
                "say what to change: --project NAME, --no-project, --label KEY=VALUE or --no-label KEY"
            )
        }
        if let project, noProject {
            throw ValidationError("--project \(project) and --no-project contradict each other")
        }
        try ArgumentReader.requireDistinct(label)
        if let key = label.map(\.key).first(where: removedLabels.contains) {
            throw ValidationError("--label \(key) and --no-label \(key) contradict each other")
        }
    }

    func run(in context: CommandContext) async throws {
        let meter = try await context.meter()
        let ledger = meter.ledger
        let found = try ids.map { try ledger.find($0).id }
        try context.warnOfSlip(project: project, in: ledger)
        let submissions = try await context.deliveringAlerts(meter) { deliver in
            let result = try await ledger.refile(found, change, reason: reason, at: context.now)
            for alert in result.alerts {
                context.note(alert.line)
                deliver(.alerted(alert))
            }
            return result.submissions
        }
        try present(submissions, in: context)
        for key in removedLabels
        where !submissions.contains(where: { $0.before.filing.value(of: key) != nil }) {
            context.note(
                "note: no label " + TerminalText.escaped("'\(key)' was there to take away"))
        }
        context.note(FilingText.summary(submissions))
        let closed = Set(try ledger.closedMonths().map(\.month))
        if let words = FilingText.lateness(submissions, closed: closed) {
            context.note("note: " + words)
        }
    }

    private var change: FilingChange {
        var change = FilingChange()
        change.project = project.map { .named($0) } ?? (noProject ? .removed : .unchanged)
        change.labels = label
        change.removedLabels = removedLabels
        return change
    }

    private func present(_ submissions: [RefiledSubmission], in context: CommandContext) throws {
        guard json else { return try context.print(FilingText.list(submissions)) }
        let documents = submissions.map(\.after)
        if ids.count == 1 {
            return try context.print(SubmissionDocument.json(documents[0]).prettyText + "\n")
        }
        var output = OutputBatch(context)
        try SubmissionsDocument.write(documents.forEach) { try output.add($0) }
        try output.end()
    }
}
