import LosslessJSON

/// `/openapi.json`: all that the gateway answers, in OpenAPI 3.1. The same for every gateway.
enum OpenAPIDocument {
    static let json: JSON = [
        "openapi": "3.1.0",
        "info": [
            "title": "Bursar gateway", "version": "1",
            "description": .string(
                "The provider's video endpoint behind a budget guard, and the accounts. Errors"
                    + " of the gateway have the form of Error; the provider's are handed on in its own."
            ),
        ],
        "servers": [["url": "/"]],
        // A gateway without keys serves its own machine alone, and asks for none.
        "security": [["bearer": .array([])], [:]],
        "paths": .object(providerPaths + accountPaths + pagePaths + operationPaths),
        "components": [
            "securitySchemes": [
                "bearer": [
                    "type": "http", "scheme": "bearer",
                    "description": "A key of this gateway: bursar keys create.",
                ],
                "session": [
                    "type": "apiKey", "in": "cookie", "name": .string(Sessions.cookie),
                    "description": "What a browser has that signed in; it only reads.",
                ],
            ],
            "schemas": OpenAPISchemas.json,
        ],
    ]

    /// The paths of the accounts.
    private static let accountPaths: [JSON.Member] = [
        path(
            "/api/v1/report",
            get(
                "What was spent: totals, by mode, orientation, day, model and project.",
                ReportQuery.parameters.map(parameter),
                content: .object(
                    [JSON.Member("application/json", ["schema": reference("Report")])]
                        + [
                            "application/x-ndjson", "text/csv", "text/markdown", "text/html",
                            "text/plain",
                        ].map { JSON.Member($0, ["schema": ["type": "string"]]) }),
                errors: [400, 401, 403])),
        path(
            "/api/v1/budgets",
            get(
                "Where budgets stand, and where their periods are heading.",
                content: document("Budgets"), errors: [401])),
        path(
            "/api/v1/submissions",
            [
                "get": operation(
                    "Submissions, the latest first.", SubmissionsQuery.parameters.map(parameter),
                    content: document("Submissions"), errors: [400, 401, 403]),
                "post": newSubmission,
            ]),
        path("/api/v1/commands", ["post": command]),
        path(
            "/api/v1/submissions/{id}",
            get(
                "One submission with its history.",
                [
                    [
                        "name": "id", "in": "path", "required": true,
                        "description": "Its whole id.",
                        "schema": ["type": "string", "format": "uuid"],
                    ]
                ], content: document("Submission"), errors: [401, 404])),
    ]

    /// What keeps it running.
    private static let operationPaths: [JSON.Member] = [
        path("/healthz", get("That it runs.", content: document("Status"))),
        path(
            "/readyz",
            get("That the ledger can be used.", content: document("Status"), errors: [503])),
        path(
            "/metrics",
            get(
                "Metrics in the text format of Prometheus, for keys of administrators.",
                content: ["text/plain": ["schema": ["type": "string"]]], errors: [401, 403])),
        path("/openapi.json", get("This document.", content: document("Document"))),
    ]
}

// MARK: - Parts

extension OpenAPIDocument {
    static func path(_ path: String, _ operations: JSON) -> JSON.Member {
        JSON.Member(path, operations)
    }

    static func get(
        _ summary: String, _ parameters: [JSON] = [], content: JSON, errors: [Int] = []
    ) -> JSON {
        ["get": operation(summary, parameters, content: content, errors: errors)]
    }

    /// - Parameters:
    ///   - status: of an answer as asked.
    ///   - content: what it has, by its type.
    ///   - errors: the statuses that are worth a word; every other is one of `default`.
    static func operation(
        _ summary: String, _ parameters: [JSON] = [], body: JSON? = nil, status: Int = 200,
        content: JSON, errors: [Int]
    ) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("summary", .string(summary)), JSON.Member("parameters", .array(parameters)),
        ]
        if let body { members.append(JSON.Member("requestBody", body)) }
        let failures = errors.map { status in
            JSON.Member("\(status)", failure(words[status] ?? "An error."))
        }
        members.append(
            JSON.Member(
                "responses",
                .object(
                    [JSON.Member("\(status)", ["description": "As asked.", "content": content])]
                        + failures + [JSON.Member("default", failure("Any other error."))])))
        return .object(members)
    }

    static func document(_ schema: String) -> JSON {
        ["application/json": ["schema": reference(schema)]]
    }

    static func reference(_ schema: String) -> JSON {
        ["$ref": .string("#/components/schemas/\(schema)")]
    }

    private static func failure(_ words: String) -> JSON {
        [
            "description": .string(words),
            // Those of the provider are handed on in its own form, and those of pages are pages.
            "content": [
                "text/html": ["schema": ["type": "string"]],
                "application/json": ["schema": ["type": "object"]],
                "application/problem+json": ["schema": ["type": "object"]],
            ],
        ]
    }

    private static func parameter(_ parameter: QueryParameter) -> JSON {
        [
            "name": .string(parameter.name), "in": "query",
            "description": .string(parameter.about), "schema": parameter.schema,
        ]
    }

    private static let words: [Int: String] = [
        400: "Malformed, or a parameter that is not known.",
        401: "No key of the gateway, or one that is over.",
        402: "A budget, a maximum or the want of a price refuses it; nothing was sent.",
        403: "It belongs to others.",
        404: "There is none that is the caller's.",
        409: "An Idempotency-Key with another body.",
        413: "Over 64 MiB.",
        415: "The body is no JSON.",
        429: "It would fit once money in flight is free; nothing was sent. See retry-after.",
        502: "The provider was not reached; nothing was sent.",
        503: "The ledger cannot be used; nothing was sent.",
        504: "Sent, and the outcome is unknown; do not send it anew.",
    ]
}
