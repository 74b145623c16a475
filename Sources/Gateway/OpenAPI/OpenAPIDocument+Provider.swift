import Accounting
import LosslessJSON

/// The paths that are the provider's.
extension OpenAPIDocument {
    static let providerPaths: [JSON.Member] =
        [
            path(
                "/v2/video/generations",
                [
                    "post": operation(
                        "Orders a video: priced, held against every budget, and sent once.",
                        headers,
                        body: [
                            "required": true, "content": ["application/json": ["schema": order]],
                        ], content: document("Generation"),
                        errors: [400, 401, 402, 403, 409, 413, 415, 429, 502, 503, 504]),
                    "get": operation(
                        "Asks after a video, and records what the answer says of its cost.",
                        [
                            [
                                "name": "generation_id", "in": "query", "required": true,
                                "description": "The id of the answer to the POST.",
                                "schema": ["type": "string", "minLength": .integer(1)],
                            ]
                        ], content: document("Generation"), errors: [400, 401, 404, 502]),
                ]),
            path(
                "/v1/models", get("The provider's models.", content: anything, errors: [401, 502])),
        ]
        + [
            "/v1/key", "/v1/billing/balance", "/v2/billing", "/v2/billing/transactions", "/v2/logs",
            "/v2/usage", "/v2/usage/detail",
        ].map {
            path(
                $0,
                get(
                    "Passed on to the provider, for keys of administrators.", content: anything,
                    errors: [401, 403, 502]))
        }

    private static let anything: JSON = ["application/json": [:]]

    /// The provider takes more fields than these, and another form of them is for it to judge: what is not
    /// understood is priced as the dearest that it could mean.
    static let order: JSON = [
        "type": "object", "required": ["model"],
        "properties": [
            "model": [
                "type": "string", "minLength": .integer(1),
                "maxLength": .integer(EntryText.longestName),
            ],
            "prompt": ["description": "What is to be seen."],
            "image_url": ["description": "The character: a URL or a data URI."],
            "video_url": ["description": "The movement of motion control: a URL or a data URI."],
            "character_orientation": ["description": "image or video."],
            "mode": ["description": "std or pro."],
            "keep_audio": ["description": "Whether the sound of the reference stays."],
            "duration": ["description": "Seconds, of models that have one."],
        ],
    ]

    private static let headers: [JSON] = [
        header("x-bursar-project", "What it is filed under.", QueryParameter.name),
        header("x-bursar-max-cost-usd", "Refuse it where it may cost more, in dollars.", amount),
        header(
            "x-bursar-duration-seconds", "The length of the reference of motion control.", amount),
        header(
            "Idempotency-Key", "The same key and body is the same submission, for 30 days.",
            [
                "type": "string", "minLength": .integer(1),
                "maxLength": .integer(ClientOptions.longestKey), "pattern": "^[!-~]+$",
            ]),
        header(
            "x-bursar-new-take",
            "true: make it anew, whatever was sent before; not beside an Idempotency-Key.",
            ["type": "boolean"]),
    ]

    static let amount: JSON = [
        "type": "string", "pattern": "^([1-9][0-9]{0,3}([.][0-9]{1,3})?|0[.][0-9]{0,2}[1-9])$",
    ]

    private static func header(_ name: String, _ about: String, _ schema: JSON) -> JSON {
        [
            "name": .string(name), "in": "header", "description": .string(about),
            "schema": schema,
        ]
    }
}
