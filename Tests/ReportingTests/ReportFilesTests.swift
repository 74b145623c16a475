import Accounting
import LosslessJSON
import Reporting
import Testing

@Suite struct ReportFilesTests {
    private let style = TextStyle()

    @Test func csvHasTheHeaderAndTheRows() {
        #expect(
            Sample.month.rendered(as: .csv, by: [.model], style: style) == """
                day,model,mode,orientation,project,submissions,settled,failed,open,unpriced,refused,\
                credits,usd,reserved_usd,provisional_usd
                2026-11-02,klingai/video-v3-motion-control,std,video,trailer,1,1,0,0,0,0,3276000,\
                1.638,0.00,0.00
                2026-11-02,klingai/video-v3-motion-control,pro,image,,2,2,0,0,0,0,4368000,\
                2.184,0.00,0.00
                2026-11-09,klingai/video-v3-motion-control,pro,video,trailer,4,3,1,0,0,0,6289921,\
                3.1449605,0.00,0.00
                2026-11-21,klingai/video-v3-motion-control,pro,video,trailer,4,1,0,2,1,3,13104000,\
                6.552,19.656,6.552

                """)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
        ("a\nb", "\"a\nb\""), ("=a,\"b\"", "\"'=a,\"\"b\"\"\""), ("a=b", "a=b"),
        ("\r\nx", "\"'\r\nx\""), ("=\u{301}1", "'=\u{301}1"),
        ("  =1", "'  =1"), (" \t-1", "' \t-1"), ("\u{A0}@x", "'\u{A0}@x"),
        ("\u{200B}\u{FEFF}+1", "'\u{200B}\u{FEFF}+1"), ("＝1", "'＝1"), ("＋1", "'＋1"),
        ("－1", "'－1"), ("\u{3000}＠x", "'\u{3000}＠x"), (" a=b", " a=b"), ("   ", "   "),
        ("a\u{1B}[2J\u{9B}\u{0}b", "a\\u{1B}[2J\\u{9B}\\u{0}b"), ("a\tb", "a\tb"),
        ("\u{1B}=1", "\\u{1B}=1"), ("\u{202E}=1", "\\u{202E}=1"),
    ])
    func aCellIsQuotedAndNeverAFormula(project: String, cell: String) {
        let row = Sample.row(1, nil, nil, project: project, model: "m", Sample.spend("-0.5"))
        let csv = Sample.report([row]).rendered(as: .csv, style: style)
        let expected = "2026-11-01,m,,,\(cell),1,1,0,0,0,0,-1000000,-0.50,0.00,0.00\n"
        #expect(csv.utf8.elementsEqual((csv.prefix { $0 != "\n" } + "\n" + expected).utf8))
    }

    @Test(
        arguments: [
            ("a.csv", ReportFormat.csv), ("/x/a.JSON", .json), ("a.b.md", .markdown),
            ("a.markdown", .markdown), ("a.txt", .text), ("a.pdf", nil), ("csv", nil),
            (".csv", nil),
            ("a.csv/b", nil), ("", nil), ("a.", nil),
        ] as [(String, ReportFormat?)])
    func theNameOfAFileSaysItsFormat(path: String, format: ReportFormat?) {
        #expect(ReportFormat(path: path) == format)
    }

    @Test func markdownEscapesWhatWouldBeMarkup() {
        let row = Sample.row(
            1, .std, .image, project: "a|b`c`<script>\n[x](y)", Sample.spend("1.638"))
        let text = Sample.report([row]).rendered(as: .markdown, by: [.project], style: style)
        #expect(
            text.contains(
                "| a\\|b\\`c\\`\\<script\\>\\\\u{A}\\[x\\](y) | 1 | 1 | 0 | 0 | 0 | 0 | 3276000"
                    + " | 1.638 | 0.00 | 0.00 | – |\n"))
        #expect(text.contains("\n## By project\n") && !text.contains("By mode"))
    }

    @Test func anEmptyMonthHasAllKeysAndOnlyAHeader() throws {
        let report = Sample.report([])
        let json = try JSON(parsing: report.rendered(as: .json, style: style))
        #expect(json["by_day"]?.array == [] && json["rows"]?.array == [])
        #expect(json["totals"]?["usd"] == "0.00")
        #expect(report.rendered(as: .csv, style: style).split(separator: "\n").count == 1)
        #expect(
            report.rendered(as: .markdown, style: style)
                .contains("Nothing was submitted in 2026-11."))
    }

    @Test(arguments: ReportFormat.allCases, UInt64(0)..<20)
    func everyFormatEndsWithOneNewline(format: ReportFormat, seed: UInt64) {
        let text = RandomReports.report(seed: seed).rendered(as: format, style: style)
        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
    }
}
