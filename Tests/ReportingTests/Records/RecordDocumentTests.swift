import Accounting
import Reporting
import Testing

@Suite struct RecordDocumentTests {
    private static let full = HistoryRecord(
        id: Sample.id, reservedAt: Sample.now,
        subject: Subject(
            model: Sample.model, mode: .pro, orientation: .image, project: "tr\"ailer",
            key: "ci"),
        generationID: "gen-1", state: .voided, usd: Sample.usd("0.0000005"), credits: 1,
        isProvisional: true, estimate: Sample.usd("2.184"),
        labels: [Label(key: "scene", value: "12")], seconds: 10,
        secondsSource: .stated, sourceID: "row-7",
        remark: "odd")

    @Test func aRecordIsOneLineWithTheKeysOfTheContractFirst() {
        #expect(
            RecordDocument.line(RecordDocumentTests.full)
                == #"{"reserved_at":"2026-11-21T09:30:00.125Z","model":"klingai/video-v3-motion-"#
                + #"control","mode":"pro","orientation":"image","project":"tr\"ailer","#
                + #""generation_id":"gen-1","state":"voided","usd":"0.0000005","credits":1,"#
                + #""key":"ci","id":"019aa3c2-7f3e-7c1a-9b1e-0123456789ab","provisional":true,"#
                + #""estimate_usd":"2.184","labels":{"scene":"12"},"seconds":10,"#
                + #""seconds_source":"stated","failed":false,"source_id":"row-7","remark":"odd"}"#)
    }

    @Test(arguments: SubmissionState.allCases)
    func readingALineGivesTheRecordThatWasWritten(state: SubmissionState) throws {
        let bare = HistoryRecord(
            reservedAt: Sample.now,
            subject: Subject(model: "other/model", mode: nil, orientation: nil),
            generationID: nil, state: state, usd: Sample.usd("3.1449605"), credits: 6_289_921)
        for record in [bare, RecordDocumentTests.full] {
            #expect(try RecordDocument.reading(RecordDocument.line(record)).record == record)
        }
    }

    @Test(arguments: [
        (#""usd":"1.638""#, "1.638", 3_276_000), (#""usd":1.638"#, "1.638", 3_276_000),
        (#""usd":1.0E-7"#, "0.0000001", 0), (#""credits":1149"#, "0.0005745", 1149),
        (#""usd":"1","credits":2000001"#, "1.00", 2_000_001),
        (#""usd":"1","credits":7,"remark":"they disagree""#, "1.00", 7),
        (#""credits":120000.0"#, "0.06", 120_000), (#""credits":1.2e5"#, "0.06", 120_000),
        (#""credits":0.0"#, "0.00", 0),
        (
            #""credits":200000000000000.0"#, "100000000.00",
            200_000_000_000_000
        ), (#""usd":"","credits":2"#, "0.000001", 2),
        (#""usd":null,"credits":2"#, "0.000001", 2),
        (#""usd":"0.0000000005""#, "0.00", 0), (#""usd":"0.0000000015""#, "0.000000002", 0),
        (#""usd":0,"new":[{}]"#, "0.00", 0),
    ])
    func anAmountIsReadDigitByDigit(amount: String, usd: String, credits: Int64) throws {
        let record = try RecordDocument.reading(line(amount)).record
        #expect(record.usd.description == usd && record.credits == credits)
        #expect(record.state == .settled && record.subject.mode == nil && !record.isProvisional)
    }

    @Test(arguments: [
        ("", "not a record: the JSON ends too early, at byte 0"),
        ("[]", "not a record: the line is JSON, and no object"),
        (
            "day,model,usd",
            "this looks like CSV; a file is either JSON Lines, one object a line, or CSV with a header"
        ),
        (#"{"usd":1,"usd":2}"#, "not a record: the key \"usd\" appears twice in one JSON object"),
        (#"{"reserved_at":"2026-11-21T09:30:00Z","model":"m"}"#, "usd or credits is missing"),
        (#"{"model":"m","usd":1}"#, "reserved_at is missing"),
        (#"{"reserved_at":"2026-11-21T09:30:00Z","usd":1}"#, "model is missing"),
        (#"{"reserved_at":"2026-11-21T09:30:00Z","model":null,"usd":1}"#, "model is missing"),
        (
            #"{"reserved_at":"2026-11-21","model":"m","usd":1}"#,
            "reserved_at is \"2026-11-21\"; write an instant such as \"2026-11-21T09:30:00Z\""
        ),
        (#"{"reserved_at":7,"model":"m","usd":1}"#, "reserved_at is 7"),
        (
            #"{"reserved_at":"2026-11-21T09:30:00Z","model":"","usd":1}"#,
            "model is \"\"; write the name of a model"
        ),
        (line(#""usd":"-1""#), "usd is \"-1\"; write an amount from 0 to 100000000.00, like"),
        (line(#""usd":-0.0000000001"#), "usd is -0.0000000001"),
        (line(#""usd":"$1""#), "usd is \"$1\""), (line(#""usd":true"#), "usd is true"),
        (line(#""usd":"100000001""#), "usd is \"100000001\""),
        (
            line(#""credits":1.5"#),
            "credits is 1.5; write a whole number from 0 to 200000000000000"
        ),
        (line(#""credits":-1"#), "credits is -1"), (line(#""credits":"1""#), "credits is \"1\""),
        (line(#""credits":9223372036854775807"#), "credits is 9223372036854775807"),
        (line(#""usd":1,"mode":"fast""#), "mode is \"fast\"; write one of std, pro, or null"),
        (
            line(#""usd":1,"orientation":"up""#),
            "orientation is \"up\"; write one of image, video, or null"
        ),
        (
            line(#""usd":1,"state":"done""#),
            "state is \"done\"; write one of refused, reserved, dispatched, unknown, accepted,"
                + " unpriced, settled, voided, or null"
        ),
        (line(#""usd":1,"project":5"#), "project is 5; write a string without NUL, or null"),
        (
            line(#""usd":"1","credits":7"#),
            "usd is 1.00, and credits is 7, which is $0.0000035: they contradict each other; write the"
                + " one that was charged"
        ),
        (
            line(#""usd":0,"credits":1000000"#),
            "usd is 0.00, and credits is 1000000, which is $0.50"
        ),
        (line(#""usd":0.5,"credits":0"#), "usd is 0.50, and credits is 0, which is $0.00"),
        (line(#""usd":1,"project":"a\u0000b""#), "project holds U+0000, a character that cannot"),
        (line(#""usd":1,"key":"\u202ea""#), "key holds U+202E, a character that cannot"),
        (line(#""usd":1,"generation_id":"a\nb""#), "generation_id holds U+000A, a character"),
        (line(#""usd":1,"source_id":"a\tb""#), "source_id holds U+0009, a character"),
        (line(#""usd":1,"labels":{"a":"\u0000"}"#), "labels holds U+0000, a character"),
        (line(#""usd":1,"labels":{"\u0000":"a"}"#), "labels holds U+0000, a character"),
        (line(#""usd":1,"labels":{"a":null}"#), "labels is {\"a\":null}; write an object of texts"),
        (line(#""usd":1,"labels":["a"]"#), "labels is [\"a\"]; write an object of texts"),
        (
            line(#""usd":1,"labels":{"a":"1","a ":"2"}"#),
            "labels is {\"a\":\"1\",\"a \":\"2\"}; write"
        ),
        (line(#""usd":1,"seconds":0"#), "seconds is 0; write a number above 0, at most 86400, or"),
        (line(#""usd":1,"seconds":1e9"#), "seconds is 1e9; write a number above 0"),
        (line(#""usd":1,"seconds":"8""#), "seconds is \"8\"; write a number above 0"),
        (line(#""usd":1,"project":"\#(long)""#), "project has 513 bytes, and may have 512; write"),
        (
            #"{"reserved_at":"2026-11-21T09:30:00Z","model":"a\u0000b","usd":1}"#,
            "model holds U+0000, a character that cannot be shown or typed again"
        ),
        (line(#""usd":1,"id":"x""#), "id is \"x\"; write the id of a submission, or null"),
        (line(#""usd":1,"provisional":1"#), "provisional is 1; write true or false"),
        (line(#""usd":1,"mode":"\u202e\u001b[31m""#), #"mode is "\u{202E}\u001b[31m"; write"#),
    ])
    func anErrorNamesTheKeyTheValueAndWhatIsAllowed(line: String, beginning: String) {
        let error = #expect(throws: RecordError.self) {
            try RecordDocument.reading(line).record
        }
        let text = error?.description ?? ""
        #expect(text.hasPrefix(beginning), "\(text)")
        #expect(!text.contains("\n"))
    }

    @Test func whatIsNoJSONLinesIsToldWhatTheyAre() {
        for line in ["id", "[", "[1]", "{", "\"text\""] {
            let error = #expect(throws: RecordError.self) {
                try RecordDocument.reading(line).record
            }
            let hint = "; write one JSON object on each line"
            #expect(error?.description.hasSuffix(hint) == true, "\(line)")
        }
    }

    @Test func keysThatNoRecordHasAreNamed() throws {
        let known = try RecordDocument.reading(RecordDocument.line(RecordDocumentTests.full))
        #expect(known.unknownKeys == [])
        let other = try RecordDocument.reading(
            line(#""usd":1,"schema":"bursar.record/1","prompt":"x","cost":null"#))
        #expect(other.unknownKeys == ["prompt", "cost"])
    }

    /// As tables are turned into JSON: what is not there is an empty text.
    @Test func whatIsEmptyIsAbsentAndSpaceAtTheEndsIsNothing() throws {
        let record = try RecordDocument.reading(
            #"{"reserved_at":"2026-11-21T09:30:00Z","model":" m ","usd":1,"project":"","#
                + #""mode":"","orientation":"","state":"","key":" ","generation_id":"","#
                + #""source_id":"","labels":{},"seconds":"","estimate_usd":""}"#
        ).record
        #expect(record.subject == Subject(model: "m", mode: nil, orientation: nil))
        #expect(record.state == .settled && record.generationID == nil && !record.isNamed)
        #expect(record.estimate == nil && record.seconds == nil && record.labels.isEmpty)
        let spaced = try RecordDocument.reading(
            line(#""usd":1,"project":" spring\t","labels":{" scene ":12,"final":true}"#)
        ).record
        #expect(spaced.subject.project == "spring")
        #expect(
            spaced.labels == [
                Label(key: "scene", value: "12"), Label(key: "final", value: "true"),
            ])
    }

    @Test(arguments: [("8", 8), ("8.0", 8), ("7.2", 8), ("0.001", 1), ("86400", 86_400)])
    func secondsAreRoundedUpToWholeOnes(text: String, seconds: Int) throws {
        let record = try RecordDocument.reading(line(#""usd":1,"seconds":\#(text)"#)).record
        #expect(record.seconds == seconds)
    }

    @Test func aLongValueIsCutInTheMessage() {
        let long = line(#""usd":1,"mode":""# + String(repeating: "x", count: 5000) + "\"")
        let error = #expect(throws: RecordError.self) {
            try RecordDocument.reading(long).record
        }
        #expect((error?.description.count ?? 0) < 120)
    }
}

private func line(_ members: String) -> String {
    #"{"reserved_at":"2026-11-21T09:30:00Z","model":"m",\#(members)}"#
}

private let long = String(repeating: "x", count: 513)
