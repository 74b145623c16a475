package import LosslessJSON

/// `bursar.doctor/1`: every check, in a fixed order.
package enum DiagnosisDocument {
    package static let schema = "bursar.doctor/1"

    package static func json(_ diagnosis: Diagnosis) -> JSON {
        [
            "schema": .string(schema),
            "ok": .bool(diagnosis.isOK),
            "as_of": .instant(diagnosis.asOf),
            "checks": .array(diagnosis.checks.map(check)),
        ]
    }

    private static func check(_ check: Diagnosis.Check) -> JSON {
        [
            "name": .name(Optional(check.name)),
            "status": .name(Optional(check.status)),
            "message": .string(check.message),
            "advice": .string(orNull: check.advice),
        ]
    }
}
