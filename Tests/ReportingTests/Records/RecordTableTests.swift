import Accounting
import Foundation
import Reporting
import Testing

/// What the cells of a row are taken for, and why some are not.
@Suite struct RecordTableTests {
    private static let berlin = LedgerCalendar(zone: TimeZone(identifier: "Europe/Berlin")!)

    /// The records of a table whose times are in Berlin.
    private static func read(_ text: String, mark: CellDecimalMark? = nil) throws -> [HistoryRecord]
    {
        var pieces = [Array(text.utf8), []]
        var table = try RecordTable(decimalMark: mark) {
            pieces.isEmpty ? [] : pieces.removeFirst()
        }
        var records: [HistoryRecord] = []
        while let (record, _) = try table.next(in: berlin) { records.append(record) }
        return records
    }

    @Test func everyFieldIsThatOfALineOfJSON() throws {
        let table = """
            reserved_at,model,mode,orientation,project,generation_id,state,usd,credits,key,seconds,\
            estimate_usd,source_id,label:scene,labels.take,provisional,id
            2026-11-21T09:30:00.125Z,m,Pro,IMAGE,"tr""ailer",g-1,voided,0.0000005,1,ci,7.2,\
            2.184,row-7,12,,TRUE,019aa3c2-7f3e-7c1a-9b1e-0123456789ab
            """
        let line =
            #"{"reserved_at":"2026-11-21T09:30:00.125Z","model":"m","mode":"pro","orientation":"image","#
            + #""project":"tr\"ailer","generation_id":"g-1","state":"voided","usd":"0.0000005","#
            + #""credits":1,"key":"ci","seconds":7.2,"estimate_usd":"2.184","source_id":"row-7","#
            + #""labels":{"scene":"12"},"provisional":true,"#
            + #""id":"019aa3c2-7f3e-7c1a-9b1e-0123456789ab"}"#
        #expect(try Self.read(table) == [try RecordDocument.reading(line).record])
    }

    static let times: [(cell: String, instant: String)] = [
        ("2026-11-21T09:30:00Z", "2026-11-21T09:30:00.000Z"),
        ("2026-11-21T09:30:00.25+02:00", "2026-11-21T07:30:00.250Z"),
        ("2026-11-21 09:30:00Z", "2026-11-21T09:30:00.000Z"),
        ("2026-11-21", "2026-11-20T23:00:00.000Z"),
        ("2026-11-21 09:30:00", "2026-11-21T08:30:00.000Z"),
        ("2026-07-21T09:30:00", "2026-07-21T07:30:00.000Z"),
        ("2026-11-21 09:30", "2026-11-21T08:30:00.000Z"),
        ("2026-11-21 09:30:00.5", "2026-11-21T08:30:00.500Z"),
        // Skipped by the clocks, and shown twice.
        ("2026-03-29 02:30:00", "2026-03-29T01:30:00.000Z"),
        ("2026-10-25 02:30:00", "2026-10-25T00:30:00.000Z"),
        ("1969-12-31 23:59:59.5", "1969-12-31T22:59:59.500Z"),
    ]

    @Test(arguments: times)
    func aTimeWithoutAZoneIsInTheLedgersZone(cell: String, instant: String) throws {
        let records = try Self.read("Date,Model,Cost\n\(cell),m,1\n")
        #expect(records.map(\.reservedAt.description) == [instant])
    }

    @Test func aTitleMaySayThatTimesAreInUTC() throws {
        for title in ["Created At (UTC)", "Date UTC", "timestamp_gmt"] {
            let records = try Self.read("\(title),Model,Cost\n2026-11-21 09:30,m,1\n2026-11-21,m,1")
            #expect(
                records.map(\.reservedAt.description)
                    == ["2026-11-21T09:30:00.000Z", "2026-11-21T00:00:00.000Z"], "\(title)")
        }
    }

    static let amounts: [(cell: String, separator: String, mark: CellDecimalMark?, usd: String)] = [
        ("1.638", ",", nil, "1.638"), ("$1.50", ",", nil, "1.50"), ("US$ 1.50", ",", nil, "1.50"),
        ("1.50 USD", ",", nil, "1.50"), ("usd 1.5", ",", nil, "1.50"), (".5", ",", nil, "0.50"),
        ("1.0E-7", ",", nil, "0.0000001"), ("-0.00", ",", nil, "0.00"), ("$0", ",", nil, "0.00"),
        ("1,50", ";", nil, "1.50"), ("1.50", ";", nil, "1.50"), ("1,638", ";", nil, "1.638"),
        ("0.638", ";", nil, "0.638"), ("1234.567", ";", nil, "1234.567"),
        ("1.638", ";", .point, "1.638"), ("1,638", "\t", .comma, "1.638"),
        ("\"1,638\"", ",", .comma, "1.638"), ("1", ";", nil, "1.00"), ("1,50 $", ";", nil, "1.50"),
    ]

    @Test(arguments: amounts)
    func anAmountIsReadAsItIsWritten(
        cell: String, separator: String, mark: CellDecimalMark?, usd: String
    ) throws {
        let header = ["Date", "Model", "Cost"].joined(separator: separator)
        let row = ["2026-11-21", "m", cell].joined(separator: separator)
        #expect(try Self.read("\(header)\n\(row)", mark: mark).map(\.usd.description) == [usd])
    }

    @Test func creditsAndStatesAreThoseOfProviders() throws {
        let table =
            "Date,Model,Credits Used,Status\n2026-11-21,m,120000,succeeded\n"
            + "2026-11-21,m,1.2e5,Failed\n2026-11-21,m,0,refused\n2026-11-21,m,5,\n"
        let records = try Self.read(table)
        #expect(records.map(\.state) == [.settled, .voided, .refused, .settled])
        #expect(records.map(\.credits) == [120_000, 120_000, 0, 5])
    }

    /// Also a text that looks as if it had the guard.
    @Test func aCellThatIsGuardedAgainstFormulasComesBackAsItWas() throws {
        for text in [
            "=1+1", "+x", "@x", "-x", "'=1+1", "''=x", "'x", "plain", "it's", "a,b", "\"q\"",
        ] {
            let cell = CSVText.cell(text)
            #expect(CSVText.unguarded(cell.hasPrefix("\"") ? text : cell) == text)
            let table = "Date,Model,Cost,Project\n2026-11-21,m,1,\(cell)\n"
            #expect(try Self.read(table).map(\.subject.project) == [Name(text)], "\(cell)")
        }
    }

    @Test func separatorsAtTheEndsOfLinesAreNoCells() throws {
        for table in [
            "Date,Model,Cost,\n2026-11-21,m,1\n2026-11-21,m,1,\n",
            "Date,Model,Cost\n2026-11-21,m,1,,\n,,\n2026-11-21,m,1\n\n",
        ] { #expect(try Self.read(table).count == 2) }
    }

    static let faults: [(row: String, sentence: String)] = [
        (
            "11/21/2026,m,1,,,",
            "line 2, column 'Date': reserved_at is \"11/21/2026\"; write 2026-11-21T09:30:00Z,"
                + " 2026-11-21 09:30:00 (in the ledger's time zone) or 2026-11-21"
        ),
        ("2026-02-30,m,1,,,", "line 2, column 'Date': reserved_at is \"2026-02-30\""),
        ("1795000000,m,1,,,", "line 2, column 'Date': reserved_at is \"1795000000\""),
        (",m,1,,,", "line 2, column 'Date': reserved_at is missing"),
        ("2026-11-21,,1,,,", "line 2, column 'Model': model is missing"),
        ("2026-11-21,m,,,,", "line 2, column 'Cost': usd or credits is missing"),
        (
            "2026-11-21,m,\"1,234.50\",,,",
            "line 2, column 'Cost': usd is \"1,234.50\"; write it without marks between the thousands"
        ),
        ("2026-11-21,m,\"1,50\",,,", "line 2, column 'Cost': usd is \"1,50\"; write it without"),
        (
            "2026-11-21,m,1 234.50,,,",
            "line 2, column 'Cost': usd is \"1 234.50\"; write it without"
        ),
        ("2026-11-21,m,1'234,,,", "line 2, column 'Cost': usd is \"1'234\"; write it without"),
        (
            "2026-11-21,m,-1.50,,,",
            "line 2, column 'Cost': usd is \"-1.50\"; an import takes what submissions cost, which is"
                + " never below zero; where it is a refund, leave the row out"
        ),
        ("2026-11-21,m,-$1.50,,,", "line 2, column 'Cost': usd is \"-$1.50\"; an import takes"),
        ("2026-11-21,m,($1.50),,,", "line 2, column 'Cost': usd is \"($1.50)\"; an import takes"),
        ("2026-11-21,m,1.50-,,,", "line 2, column 'Cost': usd is \"1.50-\"; an import takes"),
        ("2026-11-21,m,€1.50,,,", "line 2, column 'Cost': usd is \"€1.50\"; amounts are in US"),
        ("2026-11-21,m,1.50 EUR,,,", "line 2, column 'Cost': usd is \"1.50 EUR\"; amounts are"),
        ("2026-11-21,m,much,,,", "line 2, column 'Cost': usd is \"much\"; write an amount from 0"),
        ("2026-11-21,m,1 + 1,,,", "line 2, column 'Cost': usd is \"1 + 1\"; write"),
        (
            "2026-11-21,m,1,fast,,",
            "line 2, column 'Mode': mode is \"fast\"; write one of std, pro, or leave it empty"
        ),
        ("2026-11-21,m,1,,EUR,", "line 2, column 'Currency': currency is \"EUR\"; amounts are in"),
        (
            "2026-11-21,m,1,,,TOPUP",
            "line 2, column 'Type': direction is \"TOPUP\"; an import takes what submissions cost"
        ),
        ("2026-11-21,m,1,,,refund", "line 2, column 'Type': direction is \"refund\"; an import"),
        ("2026-11-21,m,1", "line 2: the row has 3 cells, and the header has 6; a text with"),
        ("2026-11-21,m,1,,,,x", "line 2: the row has 7 cells, and the header has 6; a text with"),
        ("2026-11-21,m,\"1\"x,,,", "line 2, column 'Cost': text follows the quotation mark"),
        ("2026-11-21,\"m,1,,,", "line 2, column 'Model': the quotation mark that begins here has"),
        ("2026-11-21,a\u{7}b,1,,,", "line 2, column 'Model': model holds U+0007, a character"),
    ]

    @Test(arguments: faults)
    func anErrorNamesLineColumnAndValue(row: String, sentence: String) throws {
        let error = #expect(throws: TableError.self) {
            try Self.read("Date,Model,Cost,Mode,Currency,Type\n\(row)\n")
        }
        let text = error?.description ?? ""
        #expect(text.hasPrefix(sentence), "\(text)")
        #expect(!text.contains("\n"))
    }

    /// Two ids that are one in it would be one charge.
    @Test func anIDThatASpreadsheetHasShortenedIsRefused() throws {
        for id in ["1.23457E+11", "1,23457E+11", "1E+21"] {
            let error = #expect(throws: TableError.self) {
                try Self.read("Date;Model;Cost;ID\n2026-11-21;m;1;\(id)\n")
            }
            #expect(
                error?.description.hasPrefix(
                    "line 2, column 'ID': source_id is \"\(id)\"; a spreadsheet has shortened it")
                    == true)
        }
        for id in ["123457000000", "1E5", "a.1E+2", "1.2E-3"] {
            let records = try Self.read("Date;Model;Cost;ID\n2026-11-21;m;1;\(id)\n")
            #expect(records.map(\.sourceID) == [id])
        }
    }

    static let semicolonFaults: [(cell: String, sentence: String)] = [
        ("1.234", "usd is \"1.234\"; it may be a fraction or thousands"),
        ("12.345", "usd is \"12.345\"; it may be a fraction or thousands"),
        ("1.234,50", "usd is \"1.234,50\"; write it without marks between the thousands"),
        ("4.711,98 €", "usd is \"4.711,98 €\"; amounts are in US dollars"),
        ("1,234,567", "usd is \"1,234,567\"; write it without marks between the thousands"),
    ]

    @Test(arguments: semicolonFaults)
    func whereTheDecimalMarkIsNotKnownNoneIsGuessed(cell: String, sentence: String) throws {
        let error = #expect(throws: TableError.self) {
            try Self.read("Date;Model;Cost\n2026-11-21;m;\(cell)\n")
        }
        #expect(error?.description.hasPrefix("line 2, column 'Cost': " + sentence) == true)
    }

    @Test func theTableIsShownColumnByColumn() throws {
        var pieces = [Array("Date (UTC);Model;Cost;;Label:Shot;Currency\n".utf8), []]
        let table = try RecordTable { pieces.removeFirst() }
        #expect(
            table.lines == [
                "CSV, cells separated by semicolons, 6 columns:",
                "  Date (UTC)  reserved_at, in UTC", "  Model       model", "  Cost        usd",
                "  column 4    not used", "  Label:Shot  label:Shot",
                "  Currency    checked: US dollars only",
            ])
    }
}
