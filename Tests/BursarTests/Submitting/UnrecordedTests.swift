import Foundation
import LosslessJSON
import TestSupport
import Testing

/// An answer that the ledger could not take down: the document is there all the same.
@Suite(.runsPrograms)
struct UnrecordedTests {
    @Test func theDocumentIsPrintedAsItStandsInTheLedger() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run("init")
        let running = try await fixture.program.start(
            CommandFixture.submission("a [sandbox submit=slow delay=5]", ["--json"]))
        try await sandbox.receives()
        try SQLiteShell(fixture.ledger).rows(
            """
            CREATE TRIGGER gone BEFORE UPDATE ON submission
            BEGIN SELECT raise(ABORT, 'the disk is gone'); END
            """)
        let result = try await running.wait()
        #expect(result.status == 4)
        let document = try JSON(parsing: result.output)
        document.hasKeys(ContractTests.submissionKeys, schema: "bursar.submission/1")
        #expect(document["state"] == "dispatched")
        let id = try #require(document["id"]?.string)
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains("submission \(id) was sent"), "\(result.errors)")
        try SQLiteShell(fixture.ledger).rows("DROP TRIGGER gone")
        #expect(try await fixture.document("show", id).withoutHistory == document)
    }
}
