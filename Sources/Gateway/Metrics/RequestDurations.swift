import Synchronization

/// How long requests took since the gateway started, as a histogram for each route and class of status.
final class RequestDurations: Sendable {
    /// The routes that are told apart: few, whatever is asked for.
    enum Route: String, CaseIterable {
        case submit, poll, pass, unmetered, accounts, command, page, other
    }

    struct Series: Hashable, Comparable {
        let route: Route
        /// The first digit of the status.
        let statusClass: Int

        static func < (left: Series, right: Series) -> Bool {
            (left.route.rawValue, left.statusClass) < (right.route.rawValue, right.statusClass)
        }
    }

    struct Histogram: Hashable {
        /// How many requests took as long as each bound at the most, and longer than the one before.
        var counts = Array(repeating: 0, count: RequestDurations.boundsInMilliseconds.count)
        var count = 0
        var sum = Duration.zero
    }

    /// From what a poll takes to what the largest POST may.
    static let boundsInMilliseconds = [
        1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 60_000,
    ]

    private let series = Mutex<[Series: Histogram]>([:])

    func note(_ route: Route, status: Int, _ time: Duration) {
        let place = RequestDurations.boundsInMilliseconds.firstIndex {
            time <= .milliseconds($0)
        }
        series.withLock { series in
            var histogram =
                series[Series(route: route, statusClass: status / 100)] ?? Histogram()
            if let place { histogram.counts[place] += 1 }
            histogram.count += 1
            histogram.sum += time
            series[Series(route: route, statusClass: status / 100)] = histogram
        }
    }

    var all: [(series: Series, histogram: Histogram)] {
        series.withLock { $0.sorted { $0.key < $1.key } }.map { ($0.key, $0.value) }
    }
}

extension GatewayPath {
    /// The route that a request to it counts as.
    func route(method: String) -> RequestDurations.Route {
        switch self {
        case .generations: method == "POST" ? .submit : .poll
        case .passing: .pass
        case .unmetered: .unmetered
        case .newSubmission: .submit
        case .commands: .command
        case .report, .budgets, .submissions, .submission: .accounts
        case .health, .readiness, .metrics, .openAPI, .dashboard, .signIn, .signOut,
            .submissionPage, .asset:
            .page
        case .otherMethod, .unmeteredPost, .unknown, .malformed: .other
        }
    }
}
