import Accounting
import LosslessJSON

/// JSON Schemas of the documents: what is always there, and of which form. Members may be added.
enum OpenAPISchemas {
    static let json: JSON = [
        "Report": document(
            "bursar.report/1",
            [
                "period": object(["label", "start", "end", "time_zone"]), "generated_at": instant,
                "filters": ["type": "object"], "totals": spend, "by_mode": lines("mode"),
                "by_orientation": lines("orientation"), "by_day": lines("day"),
                "by_model": lines("model"), "by_project": lines("project"),
                "rows": lines("day"), "ledger_head": ["type": "string"],
                "projected_usd": optional("string"), "forecast": optional("object"),
            ]),
        "Budgets": document(
            "bursar.budgets/1",
            [
                "as_of": instant,
                "budgets": list(
                    object([
                        "name", "scope", "period", "limit_usd", "limit_submissions", "spent_usd",
                        "reserved_usd", "available_usd", "used_percent", "submissions",
                        "enforcement", "alert_at", "projected_usd", "overrides_usd",
                    ])),
            ]),
        "Submissions": document(
            "bursar.submissions/1", ["submissions": list(submission(hasHistory: false))]),
        "Submission": submission(hasHistory: true),
        "Generation": [
            "type": "object", "description": "The provider's own answer.",
            "properties": ["id": ["type": "string"], "status": ["type": "string"]],
        ],
        "Status": [
            "type": "object", "required": ["status"],
            "properties": ["status": ["type": "string"]],
        ],
        "Document": object(["openapi", "info", "paths", "components"]),
        "Error": [
            "type": "object", "required": ["error"],
            "properties": [
                "error": object(["message", "type", "param", "code", "metadata"])
            ],
        ],
    ]

    private static func document(_ schema: String, _ members: [JSON.Member]) -> JSON {
        let all = [JSON.Member("schema", ["const": .string(schema)])] + members
        return [
            "type": "object", "required": .array(all.map { .string($0.key) }),
            "properties": .object(all),
        ]
    }

    private static func document(_ schema: String, _ members: JSON) -> JSON {
        document(schema, members.members ?? [])
    }

    private static func submission(hasHistory: Bool) -> JSON {
        let history = hasHistory ? [JSON.Member("history", ["type": "array"])] : []
        return document("bursar.submission/1", (submissionMembers.members ?? []) + history)
    }

    private static let submissionMembers: JSON = [
        "id": ["type": "string"],
        "state": [
            "enum": .array(SubmissionState.allCases.map { .string($0.rawValue) })
        ], "model": ["type": "string"], "mode": optional("string"),
        "orientation": optional("string"), "project": optional("string"),
        "labels": ["type": "object"], "day": ["type": "string", "format": "date"],
        "reserved_at": instant, "generation_id": optional("string"),
        "estimate": object(["usd", "seconds", "seconds_source", "price_source"]),
        "charge": optional("object"), "video_url": optional("string"),
        "error": optional("object"), "refusal": optional("object"),
    ]

    /// Counts are whole numbers, amounts are text in dollars, with every digit.
    private static let spendMembers: [JSON.Member] =
        ["submissions", "settled", "failed", "open", "unpriced", "refused", "credits"]
        .map { JSON.Member($0, ["type": "integer"]) }
        + [
            "usd", "reserved_usd", "provisional_usd", "estimated_usd", "estimate_error_usd",
        ].map { JSON.Member($0, ["type": "string"]) }

    private static let spend: JSON = withSpend([])

    private static func withSpend(_ members: [JSON.Member]) -> JSON {
        let all = members + spendMembers
        return [
            "type": "object", "required": .array(all.map { .string($0.key) }),
            "properties": .object(all),
        ]
    }

    /// One for each value of a part; null for what has none.
    private static func lines(_ part: String) -> JSON {
        list(withSpend([JSON.Member(part, optional("string"))]))
    }

    private static let instant: JSON = ["type": "string", "format": "date-time"]

    private static func optional(_ type: String) -> JSON { ["type": [.string(type), "null"]] }

    private static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }

    private static func object(_ required: [String]) -> JSON {
        ["type": "object", "required": .array(required.map { .string($0) })]
    }
}
