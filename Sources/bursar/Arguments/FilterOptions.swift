import Accounting
import ArgumentParser
import LedgerStore

/// The filters that `list`, `report` and `export` share.
struct FilterOptions: ParsableArguments {
    @Option(help: "Only this mode: std or pro.")
    var mode: Mode?

    @Option(help: "Only this orientation: image or video.")
    var orientation: Accounting.Orientation?

    @Option(help: "Only this model.")
    var model: Name?

    @Option(help: "Only this project.")
    var project: Name?

    @Option(
        parsing: .unconditionalSingleValue,
        help: "Only what was labelled so (KEY=VALUE); may be repeated.",
        transform: ArgumentReader.label)
    var label: [Label] = []

    @Option(help: "Only this state, such as settled, accepted, unknown or refused.")
    var state: SubmissionState?

    @Option(help: "From this day on (YYYY-MM-DD).", transform: ArgumentReader.day)
    var since: Day?

    @Option(help: "Up to and including this day (YYYY-MM-DD).", transform: ArgumentReader.day)
    var until: Day?

    @Option(help: "Only this month (YYYY-MM).", transform: ArgumentReader.month)
    var month: Day?

    func validate() throws {
        if month != nil, since != nil || until != nil {
            throw ValidationError("say either --month or --since and --until")
        }
        if let since, let until, until < since {
            throw ValidationError("--until \(until) is before --since \(since)")
        }
    }

    var filter: SubmissionFilter {
        var filter = SubmissionFilter()
        filter.mode = mode
        filter.orientation = orientation
        filter.model = model
        filter.project = project
        filter.state = state
        filter.labels = label
        filter.firstDay = month?.startOfMonth ?? since
        filter.lastDay = month?.startOfNextMonth.advanced(by: -1) ?? until
        return filter
    }
}

/// How long to follow a submission, and how often to ask.
struct FollowOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: "Stop following after this many seconds (default 1800); nothing is cancelled.",
        transform: ArgumentReader.wait)
    var timeout: Duration?

    @Option(
        parsing: .unconditional, help: "Seconds between two polls (default 15).",
        transform: ArgumentReader.wait)
    var pollInterval: Duration?

    var usedTimeout: Duration { timeout ?? .seconds(1800) }
    var usedInterval: Duration { pollInterval ?? .seconds(15) }
}
