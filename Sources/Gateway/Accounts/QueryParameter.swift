import Accounting
import LosslessJSON
import Reporting

/// A parameter of a question about the accounts: what is read, and what the API's description says of it.
struct QueryParameter {
    let name: String
    let about: String
    /// JSON Schema of what it may be.
    let schema: JSON

    private init(_ name: String, _ about: String, _ schema: JSON) {
        self.name = name
        self.about = about
        self.schema = schema
    }

    private static func words<Value: CaseIterable & RawRepresentable>(_ type: Value.Type) -> JSON
    where Value.RawValue == String {
        ["type": "string", "enum": .array(type.allCases.map { .string($0.rawValue) })]
    }

    /// A model, a project: most of what is taken as one.
    static let name: JSON = [
        "type": "string", "minLength": .integer(1), "maxLength": .integer(EntryText.longestName),
        "pattern": "^[!-~]+( [!-~]+)*$",
    ]
    private static let day: JSON = [
        "type": "string", "format": "date", "pattern": "^2[0-9]{3}-[0-9]{2}-[0-9]{2}$",
    ]
    private static let flag: JSON = ["type": "boolean"]

    static func count(upTo most: Int) -> JSON {
        ["type": "integer", "minimum": .integer(1), "maximum": .integer(most)]
    }

    // MARK: - Which submissions

    static let state = QueryParameter("state", "Only this state.", words(SubmissionState.self))
    static let model = QueryParameter("model", "Only this model, under each of its names.", name)
    static let mode = QueryParameter("mode", "Only this mode.", words(Mode.self))
    static let orientation = QueryParameter(
        "orientation", "Only this orientation.", words(Orientation.self))
    static let project = QueryParameter("project", "Only this project.", name)
    static let since = QueryParameter("since", "From this day of the ledger on.", day)
    static let until = QueryParameter("until", "Up to and including this day.", day)
    static func limit(_ usual: Int, upTo most: Int) -> QueryParameter {
        QueryParameter("limit", "At most this many; \(usual) without it.", count(upTo: most))
    }

    // MARK: - What of them

    static let month = QueryParameter(
        "month", "A month like 2026-11; without a period the running one.",
        ["type": "string", "pattern": "^2[0-9]{3}-(0[1-9]|1[0-2])$"])
    static let by = QueryParameter(
        "by",
        "What lines are told apart by: some of \(ReportDimension.words.joined(separator: ", ")).",
        [
            "type": "string",
            "pattern": .string(
                "^(DIMENSION)(,(DIMENSION))*$".replacing(
                    "DIMENSION",
                    with: (ReportDimension.plain.map(\.name) + ["label:[A-Za-z0-9_-]+"])
                        .joined(separator: "|"))),
        ])
    static let compare = QueryParameter(
        "compare", "Also what it was in the period before.", flag)
    static func top(upTo most: Int) -> QueryParameter {
        QueryParameter("top", "So many submissions that cost the most.", count(upTo: most))
    }
    static let order = QueryParameter("order", "How lines stand.", words(GroupOrder.self))
    static let details = QueryParameter(
        "details", "In text and Markdown also what was estimated.", flag)
    static let format = QueryParameter(
        "format", "How the report is written.",
        [
            "type": "string",
            "enum": .array(
                ReportFormat.allCases.filter { !$0.isOfCharges }.map { .string($0.rawValue) }),
            "default": .string(ReportFormat.json.rawValue),
        ])
}
