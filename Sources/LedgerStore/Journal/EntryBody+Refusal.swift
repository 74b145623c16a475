import Accounting
import LosslessJSON

extension Refusal {
    /// As the journal keeps it: integers, so that nothing is rounded or reworded later.
    var journalJSON: JSON {
        [
            "reason": .string(reason.rawValue), "message": .string(message),
            "obstacles": .array(
                obstacles.map { obstacle in
                    [
                        "budget": .string(obstacle.budget), "limit": obstacle.limit.json,
                        "overrides": .integer(obstacle.overrides.nanos),
                        "spent": .integer(obstacle.holding.spent.nanos),
                        "reserved": .integer(obstacle.holding.reserved.nanos),
                        "posted": .integer(obstacle.holding.posted),
                        "open": .integer(obstacle.holding.open),
                        "requested": .integer(obstacle.requested.nanos),
                        "available": .integer(orNull: obstacle.available?.nanos),
                        "resets_at": .integer(orNull: obstacle.resetsAt?.microseconds),
                    ]
                }),
            "fits": .array(
                fits.map {
                    [
                        "mode": .string(orNull: $0.mode?.rawValue),
                        "seconds": .integer(orNull: $0.seconds),
                    ]
                }),
        ]
    }
}
