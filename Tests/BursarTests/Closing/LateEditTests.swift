import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar edit` in a month that is closed, and the statement that lists it.
@Suite(.runsPrograms)
struct LateEditTests {
    private let fixture: CommandFixture

    /// September and October 2026, which are over. September is closed.
    init() async throws {
        fixture = try CommandFixture()
        let lines = [
            ("2026-09-03", "2.5", "a", "settled"), ("2026-09-04", "0.75", "u", "unpriced"),
            ("2026-10-04", "4", "b", "settled"),
        ].map { day, usd, id, state in
            #"{"reserved_at":"\#(day)T10:00:00Z","model":"m","mode":"pro","usd":"\#(usd)","#
                + #""generation_id":"\#(id)","state":"\#(state)","project":"sprng","#
                + #""labels":{"take":"1"}}"#
        }
        let taken = try await fixture.run(["import", "-"], input: lines.joined(separator: "\n"))
        #expect(taken.status == 0, "\(taken.errors)")
        let closed = try await close("2026-09")
        #expect(closed.status == 0, "\(closed.errors)")
    }

    private func path(_ month: String) -> String { fixture.folder.path("reports/\(month)") }

    private func close(_ month: String) async throws -> ProgramResult {
        try await fixture.run("close", "--month", month, "--anyway", "--output", path(month))
    }

    private func edit(_ arguments: String...) async throws -> ProgramResult {
        let result = try await fixture.run(["edit"] + arguments + ["--reason", "mistyped"])
        #expect(result.status == 0, "\(result.errors)")
        return result
    }

    private func files(_ month: String) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path(month))
        return Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, FileManager.default.contents(atPath: "\(path(month))/\($0)") ?? Data())
            })
    }

    /// The folder is lost, and the same command writes it again.
    private func expectRewritten(_ month: String, _ files: [String: Data]) async throws {
        try FileManager.default.removeItem(atPath: path(month))
        let back = try await close(month)
        #expect(back.status == 0, "\(back.errors)")
        #expect(try self.files(month) == files)
        #expect(try await fixture.run("verify", "--statement", path(month)).status == 0)
    }

    @Test func theNextStatementListsTheEditAndTheClosedOnesStay() async throws {
        let september = try files("2026-09")
        let edited = try await edit("a", "b", "--project", "spring", "--label", "take=2")
        #expect(
            edited.complaints.last
                == "note: 2026-09 is closed: the statement that is closed next lists the edit as an"
                + " adjustment")
        try await expectRewritten("2026-09", september)
        let live = try await fixture.document("report", "--month", "2026-10")
        #expect(live["closed_month_adjustments", "count"] == .number("1"))
        #expect(live["totals", "usd"] == "4.00")

        let closed = try await close("2026-10")
        #expect(closed.output.contains("1 adjustment of closed months: $0.00; to be paid: $4.00"))
        let october = try files("2026-10")
        func text(_ ending: String) throws -> String {
            String(decoding: try #require(october["2026-10.\(ending)"]), as: UTF8.self)
        }
        let json = try JSON(parsing: text("json"))
        #expect(json["due_usd"] == "4.00" && json["totals", "usd"] == "4.00")
        let moved = json["closed_month_adjustments", "items"]?.array?.first?["moved"]
        #expect(moved?["from"] == ["project": "sprng", "labels": ["take": "1"]])
        #expect(moved?["to"] == ["project": "spring", "labels": ["take": "2"]])
        #expect(moved?["usd"] == "2.50")
        for ending in ["txt", "md", "html", "journal", "focus.csv", "adjustments.csv"] {
            #expect(try text(ending).contains("sprng"), "\(ending)")
        }

        // What is filed elsewhere later is in neither of them.
        _ = try await edit("a", "b", "--project", "summer")
        try await expectRewritten("2026-09", september)
        try await expectRewritten("2026-10", october)
        #expect(try await fixture.run("verify").status == 0)
    }

    /// A client's excerpt: what was moved into its project, or out of it, and no sum of the others.
    @Test func aReportOfAProjectHasItsPartOfTheAdjustments() async throws {
        _ = try await edit("a", "b", "--project", "spring")
        func report(_ month: String, _ filter: String...) async throws -> JSON {
            try await fixture.document(["report", "--month", month] + filter)
        }
        func expectParts() async throws {
            for (project, usd, count) in [
                ("spring", "2.50", "1"), ("sprng", "-2.50", "1"), ("other", "0.00", "0"),
            ] {
                let late = try await report("2026-10", "--project", project)[
                    "closed_month_adjustments"]
                #expect(late?["usd"] == .string(usd), "\(project)")
                #expect(late?["count"] == .number(count), "\(project)")
            }
        }
        try await expectParts()
        #expect(
            try await report("2026-10", "--mode", "std")["closed_month_adjustments", "count"]
                == .number("0"))
        #expect(
            try await report("2026-10", "--state", "settled")["closed_month_adjustments"] == .null)

        #expect(try await close("2026-10").status == 0)
        _ = try await edit("a", "--project", "summer")
        try await expectParts()
        let excerpt = try await report("2026-10", "--project", "spring")
        #expect(excerpt["totals", "usd"] == "4.00")
        for sum in ["usd", "credits", "reserved_usd", "adjustments", "due_usd"] {
            #expect(excerpt["closing", sum] == .null, "\(sum)")
        }
        #expect(excerpt["closing", "since", "count"] == .number("0"))
        let september = try await report("2026-09", "--project", "summer")
        #expect(september["closing", "since", "usd"] == "2.50")
        #expect(september["closed_month_adjustments"] == .null)
        let text = try await fixture.run("report", "--month", "2026-10", "--project", "spring")
        #expect(
            text.output.contains("1 adjustment of months before, not in the charges above"),
            "\(text.output)")
        #expect(text.output.contains("$2.50 charged, from another project"))
        // Whose the other project is is nobody's business, in any form.
        for format in ["text", "json", "markdown", "html"] {
            let page = try await fixture.run(
                "report", "--month", "2026-10", "--project", "spring", "--format", format)
            #expect(page.status == 0 && !page.output.contains("sprng"), "\(format)")
        }
        #expect(try await report("2026-10")["closing", "due_usd"] == "4.00")
    }

    /// Expenses and reservations of two statements: edits change the sums of projects and no balance.
    @Test(.needs(.plainTextAccounting)) func theJournalsAddUpForEachProject() async throws {
        _ = try await edit("a", "--project", "spring", "--no-label", "take")
        _ = try await edit("u", "--no-project")
        #expect(try await close("2026-10").status == 0)
        let books = ["2026-09", "2026-10"].flatMap { ["-f", "\(path($0))/\($0).journal"] }
        let hledger = Program(
            path: try #require(Tool.path("hledger")), environment: fixture.environment)
        for check in [["-s"], ["ordereddates"]] {
            let checked = try await hledger.run(books + ["check"] + check)
            #expect(checked.status == 0, "\(checked.errors)")
        }
        for (query, lines) in [
            ([], ["Assets:AIML-API:Reserved 0.75", "Expenses:AIML-API:M 6.50"]),
            (["tag:project=^sprng$"], ["Expenses:AIML-API:M 4.00"]),
            (["tag:project=^spring$"], ["Expenses:AIML-API:M 2.50"]),
            (["not:tag:project"], ["Assets:AIML-API:Reserved 0.75"]),
            (["tag:label-take"], ["Assets:AIML-API:Reserved 0.75", "Expenses:AIML-API:M 4.00"]),
        ] as [([String], [String])] {
            let balance = try await hledger.run(
                books + ["bal", "-N", "--depth", "3", "Expenses", "Reserved", "-O", "csv"] + query)
            let found = balance.output.split(separator: "\n").dropFirst().map {
                String($0).replacing("\"", with: "").replacing(",", with: " ")
                    .replacing("0000000 USD", with: "")
            }
            #expect(found == lines, "\(query): \(balance.output)\(balance.errors)")
        }
    }
}
