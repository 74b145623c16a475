import Foundation
import LosslessJSON
import TestSupport
import Testing

/// An answer that the ledger could not take down: the document is there all the same.
@Suite(.enabled(if: sqlite != nil, "the sqlite3 shell is not installed"))
struct UnrecordedTests {
    @Test func theDocumentIsPrintedAsItStandsInTheLedger() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        try desk.run("init")
        let running = try desk.program.start(
            Desk.submission("a [sandbox submit=slow delay=1.5]", ["--json"]))
        while try sandbox.submissions().isEmpty { Thread.sleep(forTimeInterval: 0.02) }
        try sql(
            """
            CREATE TRIGGER gone BEFORE UPDATE ON submission
            BEGIN SELECT raise(ABORT, 'the disk is gone'); END
            """, desk)
        let result = running.wait()
        #expect(result.status == 4)
        let document = try JSON(parsing: result.output)
        document.hasKeys(ContractTests.submissionKeys, schema: "bursar.submission/1")
        #expect(document["state"] == "dispatched")
        let id = try #require(document["id"]?.string)
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains("submission \(id) was sent"), "\(result.errors)")
        try sql("DROP TRIGGER gone", desk)
        #expect(try desk.document("show", id).withoutHistory == document)
    }

    private func sql(_ text: String, _ desk: Desk) throws {
        let program = Program(path: try #require(sqlite), environment: [:])
        let result = try program.run(["-batch", "-bail", desk.ledger], input: text + ";\n")
        #expect(result.status == 0, "\(result.errors)")
    }
}

private let sqlite = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }
