import Foundation
import TestSupport
import Testing

/// What a person may mistype: exit code 64, nothing on stdout, and one line that says what to do.
@Suite(.runsPrograms)
struct BadArgumentTests {
    private static let media = ["--image", CommandFixture.image, "--video", CommandFixture.video]

    private static func submit(_ more: String...) -> [String] { ["submit"] + media + more }

    private static func budget(_ more: String...) -> [String] { ["budget", "set", "b"] + more }

    private static let flags: [(arguments: [String], sentence: String)] = [
        (["--nope"], "unknown option '--nope'; see: bursar --help"),
        (["submitt"], "there is no command 'submitt'. Did you mean 'submit'? see: bursar --help"),
        (["submit"], "--image is missing; see: bursar submit --help"),
        (["submit", "--image", CommandFixture.image], "--video is missing"),
        (submit("--frobnicate"), "unknown option '--frobnicate'"),
        (submit("again"), "unexpected argument 'again'"),
        (submit("--mode"), "missing value for '--mode <mode>'"),
        (
            submit("--mode", "fast"),
            "the value 'fast' is invalid for '--mode <mode>'. Please provide one of 'std' and"
        ),
        (
            submit("--orientation", "up"),
            "is invalid for '--orientation <orientation>'. Please provide one of 'image'"
        ),
        (
            submit("--keep-audio", "--no-keep-audio"),
            "flag '--no-keep-audio' had already been set with flag '--keep-audio'"
        ),
        (["show"], "missing expected argument '<id>'; see: bursar show --help"),
        (["show", "-abc"], "goes behind --"),
        (
            ["wait", "-abc"],
            "(an id that begins with a dash goes behind --); see: bursar wait --help"
        ),
        (
            ["list", "--state", "gone"],
            "one of the following: refused, reserved, dispatched, unknown"
        ),
        (
            ["report", "--format", "xml"],
            "the value 'xml' is invalid for '--format <format>'. Please"
        ),
        (["report", "--json", "--format", "csv"], "--json and --format csv contradict"),
        (
            ["report", "--output", "x.pdf"],
            "--output 'x.pdf': no format ends in .pdf; there are text"
        ),
        (["report", "--output", "x.2026-11"], "json (.json), jsonl (.jsonl), csv (.csv)"),
        (
            ["report", "--output", "x.csv", "--format", "markdown"],
            "--output 'x.csv' ends in .csv, and --format markdown is another format; end it in .md"
        ),
        (
            ["report", "--output", "x.csv", "--json"],
            "and --json is another format; end it in .json"
        ),
        (["report", "--output", "x.pdf", "--format", "text"], "ends in .pdf, and --format text"),
        (["help", "nonsense"], "there is no command 'nonsense'; see: bursar --help"),
        (["help", "submitt"], "there is no command 'submitt'. Did you mean 'submit'?"),
        (["help", "Submit"], "there is no command 'Submit'. Did you mean 'submit'?"),
        (
            ["help", "budget", "sett"],
            "there is no command 'sett'. Did you mean 'set'? see: bursar budget"
        ),
        (
            ["help", "submit", "again"],
            "bursar submit has no command 'again'; see: bursar submit --help"
        ),
        (["nonsense", "--help"], "there is no command 'nonsense'; see: bursar --help"),
        (["budget", "sett", "-h"], "there is no command 'sett'. Did you mean 'set'?"),
        (["--help", "nonsense"], "there is no command 'nonsense'"),
        (["report", "--by", "colour"], "'colour' is none of day, week, month, model, mode"),
        (["report", "--by", ""], "'' is none of day"),
        (["budget", "frob"], "there is no command 'frob'"),
        (["budget", "set"], "missing expected argument '<name>'"),
        (budget(), "say what to set: --limit AMOUNT, --per, or what it counts"),
        (budget("--per", "day"), "there is no budget 'b' yet; say its limit: --limit AMOUNT"),
        (budget("--limit", "5", "--per", "day", "--mode", "fast"), "write one of std, pro, any"),
        (budget("--limit", "5"), "there is no budget 'b' yet; say what its period is: --per day"),
        (
            budget("--limit", "5", "--per", "decade"),
            "Please provide one of 'day', 'week', 'month', 'year' or 'total'"
        ),
        (["budget", "override", "b", "--add", "5"], "missing expected argument '--until <until>'"),
        (["price", "set", "m"], "say either --per-second USD or --per-video USD"),
        (
            ["price", "set", "m", "--per-second", "1", "--per-video", "2"],
            "say either --per-second USD or --per-video USD"
        ),
        (["resolve", "x", "--reason", "r"], "say either --charged USD or --not-charged"),
        (
            ["resolve", "x", "--charged", "1", "--not-charged", "--reason", "r"],
            "say either --charged USD or --not-charged"
        ),
        (["resolve", "x", "--charged", "1"], "missing expected argument '--reason <reason>'"),
        (["resolve", "x", "--charged", "1", "--reason", " "], "give a reason"),
        (["import"], "<file> is missing"),
        (["backup"], "missing expected argument '<path>'"),
    ]

    private static let amounts: [(arguments: [String], sentence: String)] = [
        ("0", "'0' must be more than zero"), ("-5", "'-5' must be more than zero"),
        ("50€", "'50€' is not an amount; write it like 25, 25.50, $25"),
        ("1,000", "'1,000' is not an amount; write it like 25, 25.50, $25"),
        ("1e3", "'1e3' is not an amount; write it like 25"), ("abc", "'abc' is not an amount"),
        ("1.2345678901", "has more than nine decimals"), ("99999999999", "is larger than $"),
        ("$", "'$' is not an amount"), ("cr", "'cr' is not an amount"), ("", "'' is not an amount"),
        ("1,5", "'1,5' is not an amount"), ("٣", "is not an amount"),
        ("$-1", "'$-1' must be more than zero"),
    ].flatMap { text, sentence in
        [
            (submit("--max-cost", text), "'--max-cost <max-cost>': \(sentence)"),
            (budget("--per", "day", "--limit", text), "'--limit <limit>': \(sentence)"),
        ].map { (arguments: $0.0, sentence: sentence) }
    }

    private static let values: [(arguments: [String], sentence: String)] = [
        (budget("--per", "day", "--limit", "0 submissions"), "must be more than zero"),
        (budget("--per", "day", "--limit", "1.5 submissions"), "is not an amount"),
        (budget("--per", "day", "--limit", "5", "--alert-at", "0"), "percentages from 1 to 1000"),
        (budget("--per", "day", "--limit", "5", "--alert-at", "-1"), "percentages from 1 to 1000"),
        (budget("--per", "day", "--limit", "5", "--alert-at", "50,x"), "like 50,80,100"),
        (budget("--per", "day", "--limit", "5", "--alert-at", "1001"), "from 1 to 1000"),
        (["budget", "set", "a\nb", "--limit", "5", "--per", "day"], "no control characters"),
        (["budget", "set", "", "--limit", "5", "--per", "day"], "a name has 1 to 128 characters"),
        (
            submit("--project", "a\u{1B}[31mb"),
            "a\\u{1B}[31mb' is invalid for '--project <project>': a name has 1 to 128"
        ),
        (submit("--project", ""), "a name has 1 to 128 characters"),
        (submit("--model", "a\nb"), "no control characters"),
        (submit("--model", ""), "a name has 1 to 128 characters"),
        (submit("--label", "scene"), "write a label as KEY=VALUE"),
        (submit("--label", "=12"), "write a label as KEY=VALUE"),
        (
            submit("--label", "a=1", "--label", "b=1", "--label", "a=2"),
            "--label a is given twice, as '1' and '2'; give each key once"
        ),
        (submit("--label", "a=1", "--label", "a=1"), "--label a is given twice"),
        (submit("--duration", "0"), "write seconds as a number above zero"),
        (submit("--duration", "-3"), "write seconds as a number above zero"),
        (submit("--duration", "99999999"), "that is more than 86400 seconds"),
        (submit("--timeout", "soon"), "write seconds as a number above zero"),
        (submit("--poll-interval", "0"), "write seconds as a number above zero"),
        (["list", "--limit", "0"], "write a whole number above zero"),
        (["list", "--limit", "-1"], "write a whole number above zero"),
        (["list", "--limit", "ten"], "write a whole number above zero"),
        (["list", "--since", "2026-02-30"], "invalid for '--since <since>': there is no such day"),
        (["list", "--until", "20261301"], "invalid for '--until <until>': there is no such day"),
        (["list", "--since", "yesterday"], "write it like 2026-11-30"),
        (
            ["list", "--since", "2026-11-02", "--until", "2026-11-01"],
            "--until 2026-11-01 is before --since 2026-11-02"
        ),
        (["report", "--month", "2026-13"], "there is no such month; write it like 2026-11"),
        (["report", "--month", "2026-11-01"], "there is no such month"),
        (["report", "--month", "2026-11", "--since", "2026-11-01"], "either --month or --since"),
        (
            ["budget", "override", "b", "--add", "5", "--until", "2026-11-31", "--reason", "r"],
            "there is no such day"
        ),
        (["price", "set", "m", "--per-second", "0"], "'0' must be more than zero"),
        (["init", "--time-zone", "Mars/Base"], "there is no such time zone"),
        (["init", "--time-zone", "CET"], "use a name like Europe/Berlin"),
        (["init", "--time-zone", ""], "there is no such time zone"),
    ]

    @Test(arguments: flags + amounts + values)
    func aMistypedCommandIsAnsweredWithOneLine(arguments: [String], sentence: String) async throws {
        let fixture = try CommandFixture()
        let result = try await fixture.run(arguments)
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.complaints.count == 1, "\(result.errors)")
        #expect(result.complaints.first?.hasPrefix("bursar: ") == true)
        #expect(result.errors.contains(sentence), "\(result.errors)")
    }

    @Test func whatIsNotThereIsNamedWithWhereToLook() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("init")
        let rows: [([String], String)] = [
            (["show", "nope"], "there is no submission 'nope'; see: bursar list"),
            (["wait", "nope"], "there is no submission 'nope'; see: bursar list"),
            (
                ["resolve", "nope", "--not-charged", "--reason", "r"],
                "there is no submission 'nope'; see: bursar list"
            ),
            (["budget", "remove", "nope"], "there is no budget 'nope'; see: bursar budget list"),
            (
                ["budget", "override", "nope", "--add", "5", "--until", "2030-01-01"]
                    + ["--reason", "r"], "there is no budget 'nope'; see: bursar budget list"
            ),
            (["import", "/nope"], "/nope cannot be read: No such file or directory"),
            (["import", fixture.folder.url.path], "is a folder, not a file"),
            (["backup", fixture.ledger], "exists already"),
            (["backup", "/nope/copy"], "No such file or directory"),
        ]
        for (arguments, sentence) in rows {
            let result = try await fixture.run(arguments)
            #expect(result.status == 1, "\(arguments)")
            #expect(result.output == "")
            #expect(result.complaints.count == 1)
            #expect(result.errors.contains(sentence), "\(result.errors)")
        }
    }
}
