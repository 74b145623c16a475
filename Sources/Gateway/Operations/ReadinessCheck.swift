import Accounting
import Hummingbird
import LedgerStore
import LosslessJSON
import Metering

/// Whether a request would be carried out now: the ledger can be read, and the last round could write it.
struct ReadinessCheck {
    let gateway: Gateway

    func response() throws -> Response {
        do {
            _ = try gateway.meter.ledger.head()
            try gateway.meter.ledger.requireInPlace()
        } catch {
            return ReadinessCheck.unready("\(error)")
        }
        if let failure = gateway.rounds.failure { return ReadinessCheck.unready(failure) }
        return Response(["status": "ready"])
    }

    private static func unready(_ reason: String) -> Response {
        Response(["status": "unready", "reason": .string(reason)], status: 503)
    }
}
