import Reporting
import Testing

/// Which column is which field, by titles and by what is stated.
@Suite struct ColumnMappingTests {
    static let headers: [(header: [String], names: [String?])] = [
        (["reserved_at", "model", "usd"], ["reserved_at", "model", "usd"]),
        (["Date", "Model", "Cost"], ["reserved_at", "model", "usd"]),
        (["TIMESTAMP", " model name ", "Amount (USD)"], ["reserved_at", "model", "usd"]),
        (["Created At", "Model", "Cost ($)", "ID"], ["reserved_at", "model", "usd", "source_id"]),
        (["created_at", "model", "Credits Used"], ["reserved_at", "model", "credits"]),
        (
            ["Date", "Model", "Cost", "Credits", "Status", "Duration (s)", "Notes", ""],
            ["reserved_at", "model", "usd", "credits", "state", "seconds", nil, nil]
        ),
        // The provider's log, flattened.
        (
            [
                "created", "status", "origin", "model", "cost.usd", "cost.credits", "request_id",
                "inference_id", "client_request_id",
            ],
            [
                "reserved_at", "state", nil, "model", "usd", "credits", nil, "generation_id", nil,
            ]
        ),
        // An export that a program made a table of.
        (
            [
                "reserved_at", "model", "mode", "orientation", "project", "generation_id", "state",
                "usd", "credits", "key", "id", "provisional", "estimate_usd", "labels.scene",
                "seconds", "source_id", "remark",
            ],
            [
                "reserved_at", "model", "mode", "orientation", "project", "generation_id", "state",
                "usd", "credits", "key", "id", "provisional", "estimate_usd", "label:scene",
                "seconds", "source_id", nil,
            ]
        ),
        // The dearest submissions of a report: their ids are the ledger's.
        (
            ["day", "id", "state", "model", "generation_id", "credits", "usd", "provisional"],
            [
                "reserved_at", "id", "state", "model", "generation_id", "credits", "usd",
                "provisional",
            ]
        ),
        // An exact name comes before other usual titles, whatever the order.
        (["Cost", "usd", "date", "model"], [nil, "usd", "reserved_at", "model"]),
        (
            ["Date", "Model", "USD", "label:scene", "Label:Take 2"],
            ["reserved_at", "model", "usd", "label:scene", "label:Take 2"]
        ),
        (
            ["Date", "Model", "Amount", "Currency", "Price", "API key"],
            ["reserved_at", "model", "usd", "currency", nil, nil]
        ),
    ]

    @Test(arguments: headers)
    func aTitleIsTakenForTheFieldThatItUsuallyNames(header: [String], names: [String?]) throws {
        #expect(try ColumnMapping(header: header).uses.map { $0?.name } == names)
    }

    /// Both columns say what a row is, and one of them is enough to refuse a refund.
    @Test func theProvidersBillSaysItsDirectionTwice() throws {
        let header = ["created_at", "direction", "type", "amount.usd", "model", "reference_id"]
        #expect(
            try ColumnMapping(header: header).uses.map { $0?.name }
                == ["reserved_at", "direction", "direction", "usd", "model", "generation_id"])
    }

    static let statements: [(stated: [ColumnMapping.Statement], names: [String?])] = [
        ([say("usd", "Net")], ["reserved_at", "model", nil, "usd", nil, nil]),
        ([say("usd", "net")], ["reserved_at", "model", nil, "usd", nil, nil]),
        ([say("usd", "#4")], ["reserved_at", "model", nil, "usd", nil, nil]),
        ([say("label:shot", "Shot")], ["reserved_at", "model", "usd", nil, "label:shot", nil]),
        ([say("project", "#6")], ["reserved_at", "model", "usd", nil, nil, "project"]),
        (
            [say("credits", "Net"), say("usd", "")],
            ["reserved_at", "model", nil, "credits", nil, nil]
        ),
    ]

    @Test(arguments: statements)
    func whatIsStatedComesBeforeTitles(
        stated: [ColumnMapping.Statement], names: [String?]
    ) throws {
        let header = ["Date", "Model", "Cost", "Net", "Shot", ""]
        #expect(
            try ColumnMapping(header: header, stated: stated).uses.map { $0?.name } == names)
    }

    static let refusals: [(header: [String], stated: [ColumnMapping.Statement], sentence: String)] =
        [
            (
                ["Date", "Model", "Cost", "Amount"], [],
                "usd may be 'Cost' (column 3) or 'Amount' (column 4)"
            ),
            (
                ["Date", "Model", "Cost", "Cost"], [],
                "usd may be 'Cost' (column 3) or 'Cost' (column 4)"
            ),
            (
                ["When", "Model", "", "Cost"], [],
                "no column is taken for reserved_at; the header has 'When' (column 1), 'Model'"
                    + " (column 2), column 3 and 'Cost' (column 4)"
            ),
            (
                ["Date", "Model", "Price"], [],
                "no column is taken for usd or credits; the header has"
            ),
            ([], [], "no column is taken for reserved_at; the header has no title"),
            (
                ["Date", "Model", "Cost"], [say("usd", "Costs")],
                "no column is called 'Costs'; the header has 'Date' (column 1), 'Model'"
            ),
            (["Date", "Model", "Cost"], [say("usd", "#4")], "no column is called '#4'"),
            (["Date", "Model", "Cost"], [say("usd", "#0")], "no column is called '#0'"),
            (
                ["Date", "Model", "Cost", "cost"], [say("usd", "COST")],
                "'COST' may be 'Cost' (column 3) or 'cost' (column 4)"
            ),
            (
                ["Date", "Model", "Cost"], [say("usd", "Cost"), say("credits", "Cost")],
                "'Cost' (column 3) is stated for both usd and credits"
            ),
            (
                ["Date", "Model", "Cost", "Net"], [say("usd", "Cost"), say("usd", "Net")],
                "two columns are stated for usd"
            ),
            (
                [
                    "day", "model", "mode", "orientation", "project", "submissions", "settled",
                    "failed", "open", "unpriced", "refused", "credits", "usd", "reserved_usd",
                    "provisional_usd",
                ], [], "it is a report: its rows are sums, and an import takes submissions"
            ),
            (
                [
                    "kind", "submission_id", "generation_id", "model", "day", "ledger_usd",
                    "billed_usd", "log_usd", "message", "applied",
                ], [], "it is a reconciliation: its rows are differences"
            ),
        ]

    @Test(arguments: refusals)
    func whatIsNotKnownIsAnErrorThatListsTheColumns(
        header: [String], stated: [ColumnMapping.Statement], sentence: String
    ) throws {
        let error = #expect(throws: ColumnMappingError.self) {
            try ColumnMapping(header: header, stated: stated)
        }
        #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
    }

    private static func say(_ field: String, _ column: String) -> ColumnMapping.Statement {
        ColumnMapping.Statement(ColumnUse(name: field)!, column: column)
    }
}
