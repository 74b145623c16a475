package import LosslessJSON

/// `bursar.doctor/1`: every check, in a fixed order.
package enum DiagnosisDocument {
    package static let schema = "bursar.doctor/1"

    /// - Parameter words: those of the edge for what can be done.
    package static func json(_ diagnosis: Diagnosis, words: TextStyle.Words) -> JSON {
        [
            "schema": .string(schema),
            "ok": .bool(diagnosis.isOK),
            "as_of": .instant(diagnosis.asOf),
            "checks": .array(diagnosis.checks.map { check($0, words) }),
        ]
    }

    private static func check(_ check: Diagnosis.Check, _ words: TextStyle.Words) -> JSON {
        [
            "name": .name(Optional(check.name)),
            "status": .name(Optional(check.status)),
            "message": .string(check.message),
            "advice": .string(orNull: check.remedy?.sentence(in: words)),
        ]
    }
}
