import Accounting
import HTTPTypes
import Hummingbird
import LedgerStore
import Logging
import Metering

/// What one line of the log says of a request: never a secret, a prompt or a query.
struct RequestLine {
    private let method: String
    let path: String
    private let begun = ContinuousClock.now
    var caller: Name?
    /// What it counts as among the metrics.
    var route = RequestDurations.Route.other
    /// Who asks reads a page, and what goes wrong is one too.
    var isOfPage = false
    private var failure: String?
    private var isInternal = false

    init(_ head: HTTPRequest) {
        method = head.method.rawValue
        path = String((head.path ?? "").prefix { $0 != "?" })
    }

    mutating func note(_ error: any Error) {
        switch error {
        case let error as GatewayError: failure = error.code
        case is BodyError, is UnrecordedAnswer, is LedgerError: failure = "\(error)"
        default:
            failure = "\(error)"
            isInternal = true
        }
    }

    /// Writes the line, and counts the request.
    func end(_ response: Response, in gateway: Gateway) {
        let time = begun.duration(to: .now)
        gateway.durations.note(route, status: response.status.code, time)
        log(response, time, to: gateway.logger)
    }

    private func log(_ response: Response, _ time: Duration, to logger: Logger) {
        let milliseconds =
            time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000
        var metadata: Logger.Metadata = [
            "method": "\(method)", "path": "\(path)", "status": "\(response.status.code)",
            "ms": "\(milliseconds)",
        ]
        metadata["key"] = caller.map { "\($0)" }
        metadata["error"] = failure.map { "\($0)" }
        for (key, name) in RequestLine.shown {
            metadata[key] = response.headers[name].map { "\($0)" }
        }
        logger.log(level: isInternal ? .error : .info, "request", metadata: metadata)
    }

    private static let shown: [(String, HTTPField.Name)] = [
        ("submission", SubmissionHeaders.id), ("reserved_usd", SubmissionHeaders.reserved),
        ("rejoined", SubmissionHeaders.rejoined),
    ]
}
