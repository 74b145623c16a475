import Accounting
import Foundation
import LosslessJSON
import Reporting
import Testing

@Suite struct ReportFilesTests {
    private let style = TextStyle()

    @Test func csvHasTheHeaderAndTheRows() {
        #expect(
            Sample.month.rendered(as: .csv, style: style) == """
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
    func aCellIsQuotedAndNeverAFormula(project: Name, cell: String) {
        let row = Sample.row(1, nil, nil, project: project, model: "m", Sample.spend("-0.5"))
        let csv = Sample.report([row]).rendered(as: .csv, style: style)
        let expected = "2026-11-01,m,,,\(cell),1,1,0,0,0,0,-1000000,-0.50,0.00,0.00\n"
        #expect(csv.utf8.elementsEqual((csv.prefix { $0 != "\n" } + "\n" + expected).utf8))
    }

    @Test func projectsThatOnlyLookTheSameAreGroupsOfTheirOwn() {
        let report = Sample.report(
            ["caf\u{E9}", "cafe\u{301}"].map { (name: Name) in
                Sample.row(1, nil, nil, project: name, model: "m", Sample.spend("1"))
            })
        let lines = report.rendered(as: .csv, by: [.project], style: style)
            .unicodeScalars.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(report.byProject.count == 2 && report.rows.count == 2)
    }

    @Test func csvForExcelHasItsMarkItsSeparatorsAndItsGuard() {
        let rows = [
            Sample.row(1, .pro, .video, project: "a;b,c", Sample.spend("1.638")),
            Sample.row(2, .pro, .video, project: "=1+1", Sample.spend("-0.5")),
        ]
        func lines(_ form: CSVForm) -> [String] {
            Sample.report(rows).rendered(as: .csv, style: style, csv: form)
                .components(separatedBy: form.lineEnd)
        }
        let model = Sample.model
        let comma = lines(.excel(decimalMark: ","))
        #expect(comma[0].hasPrefix("\u{FEFF}day;model;mode;orientation;project;"))
        #expect(
            comma[1]
                == "2026-11-01;\(model);pro;video;\"a;b,c\";1;1;0;0;0;0;3276000;1,638;0,00;0,00")
        #expect(
            comma[2] == "2026-11-02;\(model);pro;video;'=1+1;1;1;0;0;0;0;-1000000;-0,50;0,00;0,00")
        #expect(comma.count == 4 && comma[3] == "")
        let point = lines(.excel(decimalMark: "."))
        #expect(point[0].hasPrefix("\u{FEFF}day,model,"))
        #expect(point[1].contains(",\"a;b,c\",1,") && point[1].hasSuffix(",1.638,0.00,0.00"))
        let plain = Sample.report(rows).rendered(as: .csv, style: style)
        #expect(
            Sample.report(rows).rendered(as: .csv, style: style, csv: .marked)
                == "\u{FEFF}" + plain)
        #expect(!plain.unicodeScalars.contains("\u{FEFF}") && !plain.utf8.contains(0x0D))
    }

    /// By the name alone, and beside each format that may be stated; nil is refused.
    @Test(
        arguments: [
            ("a.csv", ReportFormat.csv, [.csv, .focus, .focus14]), ("/x/a.JSON", .json, [.json]),
            ("a.jsonl", .jsonl, [.jsonl]), ("a.ndjson", .jsonl, [.jsonl]),
            ("a.journal", .hledger, [.hledger]), ("a.b.md", .markdown, [.markdown]),
            ("a.markdown", .markdown, [.markdown]),
            ("a.txt", .text, [.text]), ("a.pdf", nil, []), ("a.csv.gz", nil, ReportFilesTests.all),
            ("a.log", nil, ReportFilesTests.all),
            ("a.xlsx", nil, []), ("a.2026-11", nil, ReportFilesTests.all),
            ("csv", .text, ReportFilesTests.all), (".csv", .text, ReportFilesTests.all),
            ("a.csv/b", .text, ReportFilesTests.all), ("", .text, ReportFilesTests.all),
            ("a.", .text, ReportFilesTests.all), ("/dev/stdout", .text, ReportFilesTests.all),
            ("../a", .text, ReportFilesTests.all), (nil, .text, ReportFilesTests.all),
        ] as [(String?, ReportFormat?, [ReportFormat])])
    func theNameOfAFileSaysItsFormat(
        path: String?, format: ReportFormat?, beside: [ReportFormat]
    ) {
        #expect((try? ReportFormat(stated: nil, path: path)) == format)
        for stated in ReportFormat.allCases {
            let chosen = try? ReportFormat(stated: stated, path: path)
            #expect(chosen == (beside.contains(stated) ? stated : nil), "\(stated)")
        }
    }

    private static let all = ReportFormat.allCases

    /// A line for each combination, with the dimensions as they were named; together the totals.
    @Test func csvByDimensionsHasALineForEachCombination() {
        let rows = [
            Sample.row(1, .pro, .image, project: "b", Sample.spend("1")),
            Sample.row(1, .std, .image, project: "b", Sample.spend("2")),
            Sample.row(2, .pro, .video, project: "b", Sample.spend("4")),
            Sample.row(2, .pro, .video, project: nil, Sample.spend("8")),
            Sample.row(3, .pro, .video, project: "a", model: "other", Sample.spend("16")),
        ]
        func lines(_ dimensions: [ReportDimension]) -> [String] {
            Sample.report(rows).rendered(as: .csv, by: dimensions, style: style)
                .split(separator: "\n").map { line in
                    let cells = line.split(separator: ",", omittingEmptySubsequences: false)
                    return (cells.prefix(dimensions.count) + [cells[dimensions.count + 7]])
                        .joined(separator: ",")
                }
        }
        #expect(lines([.project]) == ["project,usd", "a,16.00", "b,7.00", ",8.00"])
        #expect(
            lines([.mode, .project])
                == ["mode,project,usd", "std,b,2.00", "pro,a,16.00", "pro,b,5.00", "pro,,8.00"])
        let all: [ReportDimension] = [.day, .model, .mode, .orientation, .project]
        let report = Sample.report(rows)
        #expect(
            report.rendered(as: .csv, by: [.model, .model], style: style)
                == report.rendered(as: .csv, by: [.model], style: style))
        #expect(
            report.rendered(as: .csv, by: all, style: style)
                == report.rendered(as: .csv, style: style))
    }

    @Test func jsonByDimensionsHasGroupsBesideWhatItAlwaysHas() throws {
        let rows = [
            Sample.row(1, .pro, .image, project: "b", Sample.spend("1")),
            Sample.row(2, .pro, .video, project: nil, Sample.spend("8")),
        ]
        let report = Sample.report(rows)
        let usual = try JSON(parsing: report.rendered(as: .json, style: style))
        let grouped = try JSON(
            parsing: report.rendered(as: .json, by: [.project, .day], style: style))
        #expect(usual["groups"] == nil && usual["by"] == nil)
        let names = (usual.members ?? []).map(\.key)
        #expect((grouped.members ?? []).map(\.key) == names + ["by", "groups"])
        for name in names { #expect(grouped[name] == usual[name], "\(name)") }
        #expect(grouped["by"] == ["project", "day"])
        let groups = try #require(grouped["groups"]?.array)
        #expect(groups.map { $0["project"] } == ["b", .null])
        #expect(groups.map { $0["day"] } == ["2026-11-01", "2026-11-02"])
        #expect(groups.map { $0["usd"] } == ["1.00", "8.00"])
    }

    @Test func markdownEscapesWhatWouldBeMarkup() {
        let row = Sample.row(
            1, .std, .image, project: "a|b`c`<script>\n[x](y)", Sample.spend("1.638"))
        let text = Sample.report([row]).rendered(as: .markdown, by: [.project], style: style)
        #expect(
            text.contains(
                "| a\\|b\\`c\\`\\<script\\>\\\\u{A}\\[x\\](y) | 1.638 | 0.00 | 0.00"
                    + " | 3276000 | 1 | 1 | 0 | 0 | 0 | 0 |\n"))
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

    @Test(arguments: ReportFormat.allCases.filter { !$0.isOfCharges }, UInt64(0)..<20)
    func everyFormatEndsWithOneNewline(format: ReportFormat, seed: UInt64) {
        let report = RandomReports.report(seed: seed)
        let text = report.rendered(as: format, style: style)
        if format == .jsonl, report.rows.isEmpty { return #expect(text == "") }
        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
    }
}
