package import LosslessJSON

/// `bursar.doctor/1`: every check, in a fixed order.
package enum CheckupDocument {
    package static let schema = "bursar.doctor/1"

    package static func json(_ checkup: Checkup) -> JSON {
        [
            "schema": .string(schema),
            "ok": .bool(checkup.isOK),
            "as_of": .instant(checkup.asOf),
            "checks": .array(checkup.checks.map(check)),
        ]
    }

    private static func check(_ check: Checkup.Check) -> JSON {
        [
            "name": .name(Optional(check.name)),
            "status": .name(Optional(check.status)),
            "message": .string(check.message),
            "advice": .string(orNull: check.advice),
        ]
    }
}
