import Foundation
import LosslessJSON
import TestSupport
import Testing

/// An answer that the ledger could not take down: the document is there all the same.
@Suite struct UnrecordedTests {
    @Test func theDocumentIsPrintedAsItStandsInTheLedger() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        try desk.run("init")
        let running = try desk.program.start(
            Desk.submission("a [sandbox submit=slow delay=1.5]", ["--json"]))
        while try sandbox.submissions().isEmpty { Thread.sleep(forTimeInterval: 0.02) }
        try SQLiteShell(desk.ledger).rows(
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
        try SQLiteShell(desk.ledger).rows("DROP TRIGGER gone")
        #expect(try desk.document("show", id).withoutHistory == document)
    }
}
