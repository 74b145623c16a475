import Foundation
import TestSupport
import Testing

/// What `bursar report` writes for other programs, read by those programs.
@Suite(.runsPrograms(within: .seconds(300)))
struct AccountingToolsTests {
    private static let criteria = [
        "USAGE_MEASUREMENT_SUPPORTED", "PUBLIC_PRICE_LIST_SUPPORTED", "UNIT_PRICING_SUPPORTED",
        "TAGGING_SUPPORTED", "SUB_ACCOUNT_SUPPORTED", "ACCOUNT_NAMING_SUPPORTED",
        "MULTIPLE_PRICING_CATEGORIES_SUPPORTED", "PRICING_BILLING_CURRENCY_DIFFERENCES_SUPPORTED",
    ]

    /// Of all its rules one alone fails, which no file can pass: `InvoiceId` must be null by one and must
    /// not be null by the other, both without a condition.
    @Test(.needs(.focusValidators)) func theOfficialValidatorFindsOnlyWhatNoFilePasses()
        async throws
    {
        let sandbox = try await SandboxChild(["--seed", "11"])
        let fixture = try await ChargesReportTests.fixture(sandbox)
        let path = try await file("a.csv", "focus", fixture)
        let result = try await python([
            "-c",
            """
            import os, sys, focus_validator
            os.chdir(os.path.dirname(os.path.dirname(focus_validator.__file__)))
            from focus_validator.main import main
            sys.exit(main())
            """, "--data-file", path, "--validate-version", "1.2", "--block-download",
            "--show-violations", "--applicability-criteria",
            AccountingToolsTests.criteria.joined(separator: ","),
        ])
        let lines = result.output.split(separator: "\n")
        let failed = lines.filter { $0.hasPrefix("❌ ") }
        #expect(failed.count == 1, "\(failed)")
        #expect(
            failed.allSatisfy {
                $0.contains("InvoiceId-C-004") || $0.contains("InvoiceId-C-005")
            }, "\(failed)")
        #expect(
            lines.contains { $0.contains("Total: 578 ") && $0.contains(" Fail: 1 ") },
            "\(result.output.suffix(2000)) \(result.errors.suffix(2000))")
    }

    @Test(.needs(.focusValidators)) func theLintOfTheNewestVersionFindsNothing() async throws {
        let sandbox = try await SandboxChild(["--seed", "12"])
        let fixture = try await ChargesReportTests.fixture(sandbox)
        let path = try await file("a.csv", "focus-1.4", fixture)
        let result = try await python([
            "-m", "focus_data_toolkit.cli", "validate", "--dataset", "cost-and-usage", path,
        ])
        #expect(result.status == 0, "\(result.output) \(result.errors)")
        #expect(result.output.contains("STRUCTURAL_VALID, SEMANTIC_VALID"), "\(result.output)")
    }

    @Test(.needs(.plainTextAccounting)) func hledgerLedgerAndBeancountHaveTheSameBalance()
        async throws
    {
        let sandbox = try await SandboxChild(["--seed", "13"])
        let fixture = try await ChargesReportTests.fixture(sandbox)
        let path = try await file("a.journal", "hledger", fixture)
        for check in [["check"], ["check", "-s"], ["check", "ordereddates"]] {
            try await run("hledger", ["-f", path] + check, fixture)
        }
        let totals = try #require(
            try await fixture.document("report", "--since", "2026-10-01")["totals"])
        for (account, key, depth) in [
            ("Expenses", "usd", "1"), ("Assets:AIML-API:Reserved", "reserved_usd", "3"),
        ] {
            let balance = ["-f", path, "bal", account, "--depth", depth]
            let mark = key == "usd" ? "--cleared" : "--pending"
            let hledger = try await run("hledger", balance + ["--no-total", mark], fixture)
            #expect(sum(hledger) == totals.amount(key), "\(hledger)")
            let ledger = try await run("ledger", balance + ["--no-total", mark], fixture)
            #expect(sum(ledger) == totals.amount(key), "\(ledger)")
        }
        let beancount = fixture.folder.path("a.beancount")
        let converted = try await run("ledger2beancount", [path], fixture)
        try converted.write(toFile: beancount, atomically: true, encoding: .utf8)
        #expect(try await run("bean-check", [beancount], fixture) == "")
        // Its queries round what they show.
        let numbers = try await run(
            "python3",
            [
                "-c",
                """
                import sys
                from beancount.loader import load_file
                for entry in load_file(sys.argv[1])[0]:
                    for posting in getattr(entry, "postings", []):
                        if posting.account.startswith("Expenses:"): print(posting.units.number)
                """, beancount,
            ], fixture)
        #expect(sum(numbers) == totals.amount("usd"), "\(numbers)")
    }

    private func file(_ name: String, _ format: String, _ fixture: CommandFixture) async throws
        -> String
    {
        let path = fixture.folder.path(name)
        let result = try await fixture.run(
            "report", "--since", "2026-10-01", "--format", format, "--output", path)
        #expect(result.status == 0, "\(result.errors)")
        return path
    }

    private func python(_ arguments: [String]) async throws -> ProgramResult {
        let python = try #require(Tool.focusPython)
        return try await Program(
            path: python,
            environment: [
                "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1",
            ]
        ).run(arguments)
    }

    @discardableResult
    private func run(_ name: String, _ arguments: [String], _ fixture: CommandFixture) async throws
        -> String
    {
        let path = try #require(Tool.path(name))
        let result = try await Program(path: path, environment: fixture.environment).run(arguments)
        #expect(result.status == 0, "\(name) \(arguments): \(result.errors)")
        return result.output
    }

    /// The last sum of a balance, or the numbers of a column.
    private func sum(_ output: String) -> Decimal {
        output.split(whereSeparator: \.isWhitespace).compactMap { Decimal(string: String($0)) }
            .reduce(0, +)
    }
}
