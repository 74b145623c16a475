import LosslessJSON
import Testing

@Suite struct JSONWritingTests {
    let document: JSON = [
        "schema": "bursar.report/1", "n": .integer(-3), "empty": [:], "none": [],
        "list": [nil, true, ["a": .number("1.0E-7")]],
    ]

    @Test func compactTextHasNoSpacesAndKeepsTheOrder() {
        #expect(
            document.compactText
                == #"{"schema":"bursar.report/1","n":-3,"empty":{},"none":[],"#
                + #""list":[null,true,{"a":1.0E-7}]}"#)
    }

    @Test func prettyTextIndentsByTwo() {
        #expect(
            document.prettyText == """
                {
                  "schema": "bursar.report/1",
                  "n": -3,
                  "empty": {},
                  "none": [],
                  "list": [
                    null,
                    true,
                    {
                      "a": 1.0E-7
                    }
                  ]
                }
                """)
    }

    @Test(arguments: [
        ("\"\\/", #""\"\\/""#),
        ("\n\r\t", #""\n\r\t""#),
        ("\0\u{8}\u{C}\u{1F}", #""\u0000\u0008\u000c\u001f""#),
        ("\u{7F}\u{80}\u{9B}31m\u{9F}", #""\u007f\u0080\u009b31m\u009f""#),
        ("a\u{1B}[31mb", #""a\u001b[31mb""#),
        ("\u{A0}é€😀", "\"\u{A0}é€😀\""),
        ("", "\"\""),
    ])
    func escapesControls(string: String, text: String) {
        #expect(JSON.string(string).compactText == text)
        #expect(JSON.object([.init(string, nil)]).compactText == "{\(text):null}")
    }

    @Test func everyScalarIsReadBackAsItWas() async throws {
        for value in UInt32(0)...0x10FFFF {
            guard value < 0x3000 || value % 97 == 0, let scalar = Unicode.Scalar(value) else {
                continue
            }
            if value.isMultiple(of: 1024) { await Task.yield() }
            let string = "a\(scalar)b"
            let read = try JSON(parsing: JSON.string(string).compactText).string
            #expect(read.map { $0.utf8.elementsEqual(string.utf8) } == true)
        }
    }

    @Test func nilIsNullAndNeverAbsent() {
        #expect(JSON.string(orNull: nil) == .null)
        #expect(JSON.string(orNull: "x") == "x")
        #expect(JSON.integer(orNull: Int?.none) == .null)
        #expect(JSON.integer(orNull: Int64.min).compactText == "-9223372036854775808")
    }

    @Test func aValueIsOnlyWhatItIs() {
        let values: [JSON] = [nil, true, "1", .integer(1), [], [:]]
        #expect(values.map(\.isNull) == [true, false, false, false, false, false])
        #expect(values.map(\.bool) == [nil, true, nil, nil, nil, nil])
        #expect(values.map(\.string) == [nil, nil, "1", nil, nil, nil])
        #expect(values.map(\.int) == [nil, nil, nil, 1, nil, nil])
        #expect(values.map { $0.array != nil } == [false, false, false, false, true, false])
        #expect(values.map { $0.members != nil } == [false, false, false, false, false, true])
        #expect(values.map { $0["a"] } == Array(repeating: nil, count: 6))
    }

    @Test(arguments: [
        ("9223372036854775807", Int64.max), ("-9223372036854775808", .min), ("-0", 0),
        ("9223372036854775808", nil), ("1.0", nil), ("1e3", nil),
    ])
    func anIntegerIsReadOnlyFromOne(text: String, value: Int64?) throws {
        #expect(try JSON(parsing: text).int64 == value)
    }
}
