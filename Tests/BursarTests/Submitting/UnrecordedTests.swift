import Foundation
import LosslessJSON
import TestSupport
import Testing

/// An answer that the ledger could not take down: the document is there all the same.
@Suite struct UnrecordedTests {
    @Test func theDocumentIsPrintedAsItStandsInTheLedger() throws {
        let sandbox = try SandboxChild()
        let fixture = try sandbox.fixture()
        try fixture.run("init")
        let running = try fixture.program.start(
            CommandFixture.submission("a [sandbox submit=slow delay=1.5]", ["--json"]))
        while try sandbox.submissions().isEmpty { Thread.sleep(forTimeInterval: 0.02) }
        try SQLiteShell(fixture.ledger).rows(
            """
            CREATE TRIGGER gone BEFORE UPDATE ON submission
            BEGIN SELECT raise(ABORT, 'the disk is gone'); END
            """)
        let result = running.wait()
        #expect(result.status == 4)
        let document = try JSON(parsing: result.output)
        document.hasKeys(ContractTests.submissionKeys, schema: "bursar.submission/1")
        #expect(document["state"] == "dispatched")
        let id = try #require(document["id"]?.string)
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains("submission \(id) was sent"), "\(result.errors)")
        try SQLiteShell(fixture.ledger).rows("DROP TRIGGER gone")
        #expect(try fixture.document("show", id).withoutHistory == document)
    }
}
