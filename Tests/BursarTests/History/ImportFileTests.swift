import Foundation
import LosslessJSON
import TestSupport
import Testing

@testable import bursar

/// Files that are no history, or do not stay what they are, as a user meets them.
@Suite(.runsPrograms)
struct ImportFileTests {
    private static let record =
        #"{"reserved_at":"2026-10-02T09:00:00Z","model":"m","usd":"1.5","generation_id":"a"}"#

    @Test(arguments: [
        ([0x1F, 0x8B, 8, 0], "gunzip -c FILE | bursar import -"),
        ([0x50, 0x4B, 3, 4], "save the sheet as CSV in UTF-8"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd -dc FILE"),
        (Array("SQLite format 3\0".utf8), "bursar export > history.jsonl"),
    ])
    func whatIsPackedIsNamed(bytes: [UInt8], advice: String) async throws {
        let fixture = try CommandFixture()
        let file = try fixture.folder.file("history", bytes + [0xFF, 0x0A])
        let result = try await fixture.run("import", file)
        #expect(result.status == 1)
        #expect(result.errors.contains(advice), "\(result.errors)")
        #expect(result.errors.hasSuffix("; nothing was imported\n"), "\(result.errors)")
    }

    /// What a reader has no room for is no end of the file.
    @Test func aLineThatIsTooLongForARecordIsAnError() async throws {
        let fixture = try CommandFixture()
        let long = #"{"reserved_at":""# + String(repeating: "A", count: 5 << 20) + "\"}"
        let result = try await fixture.run(
            ["import", "-"], input: [Self.record, long, Self.record].joined(separator: "\n"))
        #expect(result.status == 1)
        #expect(
            result.errors.contains(
                "standard input, line 2: it has \(long.utf8.count + 1) bytes, and a record takes 4194304"
                    + " at the most; nothing was imported"), "\(result.errors)")
        #expect(try await fixture.document("list")["submissions"]?.array?.isEmpty == true)
    }

    @Test func whatCannotBeKeptNamesTheFolder() async throws {
        let fixture = try CommandFixture()
        let folder = "\(fixture.folder.url.path)/none"
        let result = try await fixture.with(["TMPDIR": folder]).run(
            ["import", "-"], input: Self.record)
        #expect(result.status == 1)
        #expect(result.errors.contains("cannot be kept in \(folder)"), "\(result.errors)")
        #expect(result.errors.contains("set TMPDIR to a folder with more room"))
    }

    /// It is checked first, and then taken in: both have to be of the same file.
    @Test(arguments: ["appended", "cut", "edited"])
    func aFileThatIsWrittenMeanwhileIsAnError(how: String) throws {
        let folder = try TemporaryFolder()
        let lines = Array("\(Self.record)\n\(Self.record)\n".utf8)
        let path = try folder.file("history.jsonl", lines)
        let file = try HistoryFile(file: path)
        while try file.line() != nil {}
        try file.rewind()
        switch how {
        case "appended":
            let end = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try end.seekToEnd()
            try end.write(contentsOf: lines)
        case "cut":
            try FileHandle(forWritingTo: URL(fileURLWithPath: path))
                .truncate(atOffset: UInt64(lines.count / 2))
        default:
            // Within the tick of a coarse clock a file has the same date.
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: path)
        }
        let failure = #expect(throws: Failure.self) { while try file.line() != nil {} }
        #expect(
            failure?.message
                == "\(path) was changed while it was read; nothing was imported, import it again when"
                + " nothing writes it")
    }

    /// A byte order mark in the middle, as of files that were joined: nobody sees it.
    @Test func aMarkThatNobodySeesIsShown() async throws {
        let fixture = try CommandFixture()
        let result = try await fixture.run(
            ["import", "-"], input: "Date,Model,Cost\n2026-10-01,m,1\n\u{FEFF}2026-10-02,m,2\n")
        #expect(result.status == 1)
        #expect(result.errors.contains("\\u{FEFF}2026-10-02"), "\(result.errors)")
    }
}
