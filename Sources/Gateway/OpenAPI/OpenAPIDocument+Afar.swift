import Accounting
import LosslessJSON

/// What the command line of another machine asks for.
extension OpenAPIDocument {
    static let newSubmission = operation(
        "Orders a video, with its accounting in the same document. It is refused while the same request is"
            + " open, but for allow_duplicate.",
        body: body([
            "type": "object", "required": ["request"], "additionalProperties": false,
            "properties": [
                "request": order, "project": orNull(QueryParameter.name),
                "labels": [
                    "type": ["object", "null"],
                    "propertyNames": QueryParameter.name,
                    "additionalProperties": ["type": "string", "pattern": "^[!-~]+( [!-~]+)*$"],
                ],
                "max_cost_usd": orNull(amount), "duration_seconds": orNull(amount),
                "allow_duplicate": ["type": ["boolean", "null"]],
                "keep_prompt": ["type": ["boolean", "null"]],
                "dry_run": [
                    "type": ["boolean", "null"],
                    "description":
                        "true: only say what it would cost, and whether it would be allowed.",
                ],
            ],
        ]),
        content: [
            "application/json": ["schema": ["type": "object", "required": ["schema", "id"]]]
        ],
        errors: [400, 401, 402, 403, 409, 413, 415, 429, 502, 503, 504])

    static let command = operation(
        "Runs a command of the command line on the gateway's ledger, as far as the key may. The headers"
            + " x-bursar-exit-code and x-bursar-messages (percent-encoded) say how it ended.",
        body: body([
            "type": "object", "required": ["arguments"], "additionalProperties": false,
            "properties": [
                "arguments": [
                    "type": "array", "minItems": .integer(1), "maxItems": .integer(256),
                    "items": ["type": "string", "pattern": "^[^\\u0000]*$"],
                    "description": "The words behind the program's name.",
                ],
                "columns": [
                    "type": ["integer", "null"], "minimum": .integer(1),
                    "maximum": .integer(10_000),
                ],
                "color": ["type": ["boolean", "null"]],
                "variables": [
                    "type": ["object", "null"], "additionalProperties": false,
                    "properties": .object(
                        CommandCall.locale.sorted().map {
                            JSON.Member($0, ["type": "string", "maxLength": .integer(100)])
                        }),
                ],
            ],
        ]), content: ["text/plain": ["schema": ["type": "string"]]],
        errors: [400, 401, 403, 413, 415, 503])

    private static func body(_ schema: JSON) -> JSON {
        ["required": true, "content": ["application/json": ["schema": schema]]]
    }

    /// A schema of texts that may also be null.
    private static func orNull(_ schema: JSON) -> JSON { ["anyOf": [schema, ["type": "null"]]] }
}
