import LosslessJSON

extension OpenAPIDocument {
    /// The pages for a browser, and how it signs in.
    static let pagePaths: [JSON.Member] = [
        path(
            "/",
            readByBrowsers(
                get(
                    "The dashboard.", DashboardQuery.parameters.map(picker), content: page,
                    errors: [400, 401, 403]))),
        path(
            "/submissions/{id}",
            readByBrowsers(
                get(
                    "One submission with its history, as a page.",
                    [
                        [
                            "name": "id", "in": "path", "required": true,
                            "description": "Its whole id.",
                            "schema": ["type": "string", "format": "uuid"],
                        ]
                    ], content: page, errors: [401, 404]))),
        path(
            "/sign-in",
            .object(
                (get("The form that takes a key.", content: page).members ?? []) + [
                    JSON.Member(
                        "post",
                        operation(
                            "Begins a session of a browser.", body: form, status: 303,
                            content: [:], errors: [400, 401]))
                ])),
        path(
            "/sign-out",
            ["post": operation("Ends it.", status: 303, content: [:], errors: [])]),
    ]

    private static let page: JSON = ["text/html": ["schema": ["type": "string"]]]

    /// What a picker that is left open sends has no value.
    private static func picker(_ parameter: QueryParameter) -> JSON {
        [
            "name": .string(parameter.name), "in": "query",
            "description": .string(parameter.about),
            "schema": ["anyOf": [["type": "string", "maxLength": .integer(0)], parameter.schema]],
        ]
    }

    private static let form: JSON = [
        "required": true,
        "content": [
            "application/x-www-form-urlencoded": [
                "schema": [
                    "type": "object", "required": ["key"],
                    "properties": [
                        "key": ["type": "string"],
                        "next": ["type": "string", "description": "The page to lead to."],
                    ],
                ]
            ]
        ],
    ]

    /// A session stands for a key here.
    private static func readByBrowsers(_ item: JSON) -> JSON {
        .object(
            (item.members ?? []).map { method in
                JSON.Member(
                    method.key,
                    .object(
                        (method.value.members ?? []) + [
                            JSON.Member(
                                "security",
                                [["bearer": .array([])], ["session": .array([])], [:]])
                        ]))
            })
    }
}
