import Accounting
import ArgumentParser
import Foundation
import LedgerStore
import LosslessJSON
import Metering
import Provider
import Reporting

/// `bursar submit`: under every budget, recorded before it is sent, followed to its end.
struct SubmitCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Submit a video under the budgets, and follow it to its charge.",
        discussion: """
            The most it may cost is reserved first, in every budget that counts it; if one has no \
            room, nothing is sent and the exit code is 3. The cost is the price times the length of \
            the reference: the larger of --duration and the length read from the file, or, where \
            neither is known, the longest that the orientation allows (image 10 s, video 30 s).

            Examples:
              bursar submit --image hero.png --video dance.mp4
              bursar submit --image hero.png --video dance.mp4 --mode pro --orientation image
              bursar submit --image https://… --video https://… --duration 8 --max-cost 2
              bursar submit --image hero.png --video dance.mp4 --dry-run
              bursar submit --model google/veo-3.1-t2v --prompt … --param duration=8

            Ctrl-C stops following, not the video: bursar wait ID goes on.
            """)

    @Option(help: "The character: an https:// URL, a data: URI or a file.")
    var image: String?

    @Option(help: "The motion: an https:// URL, a data: URI or a file.")
    var video: String?

    @Option(help: "The model to ask.", transform: ArgumentReader.name)
    var model = MotionControl.defaultModel

    @Option(help: "std or pro; pro costs more (default std).")
    var mode: Mode?

    @Option(
        help: "Which way the character faces: as in the image (10 s) or the video (30 s; default).")
    var orientation: Accounting.Orientation?

    @Option(parsing: .unconditional, help: "What else to show.")
    var prompt: String?

    @Flag(
        inversion: .prefixedNo, exclusivity: .exclusive,
        help: "Keep the sound of the reference video.")
    var keepAudio: Bool?

    @Option(
        parsing: .unconditional,
        help: "How many seconds of reference may be charged at the most.",
        transform: ArgumentReader.referenceLength)
    var duration: Int?

    @Option(
        parsing: .unconditional,
        help: "Refuse if it may cost more than this; needed when no price is known.",
        transform: ArgumentReader.usd)
    var maxCost: USD?

    @Option(
        name: .customLong("param"), parsing: .unconditionalSingleValue,
        help: "NAME=VALUE to send as a further field of the request, as JSON; may be repeated.",
        transform: ArgumentReader.parameter)
    var parameters: [JSON.Member] = []

    @Option(help: "What the cost is filed under.", transform: ArgumentReader.name)
    var project: Name?

    @Option(
        parsing: .unconditionalSingleValue, help: "KEY=VALUE to keep with it; may be repeated.",
        transform: ArgumentReader.label)
    var label: [Label] = []

    @Flag(help: "Say what it may cost and whether it would be allowed; nothing is sent.")
    var dryRun = false

    @Flag(help: "Submit even though the same request is still open: it may be paid twice.")
    var allowDuplicate = false

    @Flag(name: .customLong("no-wait"), help: "Do not follow it.")
    var noWait = false

    @OptionGroup var follow: FollowOptions

    @Flag(help: "Keep the prompt beside the accounts (otherwise only a salted hash is kept).")
    var keepPrompt = false

    @Flag(help: "Print a bursar.submission/1 document.")
    var json = false

    func check() throws {
        try ArgumentReader.requireDistinct(label)
        try requireDistinctParameters()
        if MotionControl.includes(model: model) { try requireMedia() }
    }

    func requireMedia() throws {
        if image == nil { throw ValidationError("--image is missing") }
        if video == nil { throw ValidationError("--video is missing") }
    }

    func run(in context: CommandContext) async throws {
        let stated = try order()
        if let address = try context.gatewayAddress() {
            return try await submit(stated, through: address, in: context)
        }
        // A clock that is behind fails with the same words.
        let ledger =
            try await dryRun
            ? context.openLedger(warnsOfClock: false, saysMissing: false)
            : context.makeLedger(warnsOfClock: false)
        let meter = Meter(ledger: ledger, clock: context.clock)
        let order = try meter.completed(stated)
        if order.isMotionControl { try requireMedia() }
        try requireLikelyLength(of: order)
        if dryRun { return try preview(order, meter, in: context) }
        try warn(of: order, ledger, in: context)
        let progress = Progress(context: context, isQuiet: json)
        let started = context.now
        try await context.deliveringAlerts(meter) { alerts in
            let observe: Observer = { observation in
                progress.observe(observation)
                alerts(observation)
            }
            try await Interruption.watching(context) {
                try await context.withProvider { client in
                    try await submit(
                        order, meter, client, progress, observe, from: started, in: context)
                }
            }
        }
    }

    private func submit(
        _ order: Order, _ meter: Meter, _ client: ProviderClient, _ progress: Progress,
        _ observe: @escaping Observer, from started: Instant, in context: CommandContext
    ) async throws {
        defer { progress.end() }
        let result: SubmitResult
        do {
            result = try await meter.submit(
                order, over: client, timeout: follow.timeout, observe: observe)
        } catch let error as UnrecordedAnswer {
            progress.end()
            presentUnrecorded(error.submission, in: context, meter.ledger)
            throw error
        }
        var outcome = Outcome(submitted: result, isFollowed: !noWait)
        if case .refused(let submission) = result {
            outcome = Outcome(
                submission: submission, status: .refused,
                message: refusalSentence(of: submission, meter.ledger))
        }
        if case .accepted(let submission) = result, submission.state == .accepted, !noWait {
            do {
                outcome = try await Following(
                    meter: meter, client: client, options: follow, progress: progress,
                    started: started, clock: context.clock
                ).outcome(of: submission.id)
            } catch let error as LedgerError {
                // Not 75, which says that nothing was sent.
                outcome = Outcome(submission: submission, unfollowedFor: error)
            }
        }
        progress.end()
        var unwritten: Failure?
        if json || outcome.status != .interrupted {
            do {
                try present(outcome.submission, in: context, calendar: meter.ledger.calendar)
            } catch {
                unwritten = error
            }
        }
        try outcome.end(unwritten, in: context)
    }
}
