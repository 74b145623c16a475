import Accounting
import Provider
import Testing
import Text

/// The one rule by which the words of an answer may be kept.
@Suite struct RedactionTests {
    static let prompt = "A dancer in the \"rain\" at night, slow\npan; 25 % grain, façade/neon"
    static let image =
        "https://media.example/in/hero.png?X-Sig=0a1b2c3d4e5f60718293&Expires=1800000000"
    static let video =
        "https://media.example/in/dance.mp4?X-Sig=ffeeddccbbaa99887766&Expires=1800000000"
    static let redaction = Redaction(
        key: Answers.key,
        request: VideoRequest(model: "m", imageURL: image, videoURL: video, prompt: prompt))

    static let table: [(String, String)] = [
        ("too dark", "too dark"),
        ("bad key sk-0123456789abcdef!", "bad key [key]!"),
        ("bad key SK-0123456789ABCDEF", "bad key [key]"),
        ("bad key sk-0123456789…", "bad key [key]…"),
        ("bad key sk-01…cdef", "bad key sk-01…cdef"),
        ("prompt '\(prompt)' is bad", "prompt '[prompt]' is bad"),
        ("prompt 'a dancer IN THE \"RAIN\"' is bad", "prompt '[prompt]' is bad"),
        // On another line, and over several.
        (prompt.replacing("\n", with: " \r\n\t"), "[prompt]"),
        // The beginning, the end, and neither, as some shorten texts.
        ("'A dancer in the \"rain\" a...%' in 'prompt'", "'[prompt]...%' in 'prompt'"),
        ("'A dancer in the \"rain\"...% grain, façade/neon'", "'[prompt]...[prompt]'"),
        ("… at night, slow pan; 25…", "…[prompt]…"),
        ("'A dancer in the …' is bad", "'A dancer in the …' is bad"),
        // As JSON, with or without ASCII alone, and as a part of a URL.
        (
            #"{"prompt":"A dancer in the \"rain\" at night, slow\npan; 25 % grain, façade/neon"}"#,
            #"{"prompt":"[prompt]"}"#
        ),
        (
            #"A dancer in the \"rain\" at night, slow\npan; 25 % grain, fa\u00e7ade\/neon"#,
            "[prompt]"
        ),
        (
            "q=A%20dancer%20in%20the%20%22rain%22%20at%20night%2C%20slow%0Apan%3B%2025%20%25"
                + "%20grain%2C%20fa%C3%A7ade%2Fneon&n=1", "q=[prompt]&n=1"
        ),
        ("q=A+dancer+in+the+%22rain%22+at+night", "q=[prompt]"),
        ("cannot load \(image).", "cannot load [image_url]."),
        ("cannot load \(video)", "cannot load [video_url]"),
        ("\(image) \(video)", "[image_url] [video_url]"),
        ("cannot load \(image.prefix(40))…", "cannot load [image_url]…"),
        ("cannot load \(image.replacing("/", with: #"\/"#))", "cannot load [image_url]"),
        ("url=\(image.percentEncoded)", "url=[image_url]"),
        ("X-Sig=ffeeddccbbaa99887766 is over", "[video_url] is over"),
        // What nobody knows to be the order's.
        (
            "cannot load https://cdn.example/a.png?sig=53cr37#t, sorry",
            "cannot load https://cdn.example/a.png… sorry"
        ),
        (#"{"url":"https:\/\/cdn.example\/a?sig=1"}"#, #"{"url":"https:\/\/cdn.example\/a…"}"#),
        ("u=https%3A%2F%2Fcdn.example%2Fa%3Fsig%3D1", "u=https%3A%2F%2Fcdn.example%2Fa…"),
        ("see <https://cdn.example/a#x>", "see <https://cdn.example/a…>"),
        ("see https://docs.example/errors", "see https://docs.example/errors"),
        ("Why? See https://docs.example", "Why? See https://docs.example"),
        ("bad 'data:image/png;base64,iVBORw0KGgo='", "bad 'data:image/png…'"),
        ("bad data:,hello%20you", "bad data:…"),
        ("bad data%3Aimage%2Fpng%3Bbase64%2CiVBORw0KGgo", "bad data%3Aimage%2Fpng…"),
        ("no data: image is empty", "no data: image is empty"),
    ]

    @Test(arguments: table.indices)
    func whatMustNotBeRepeatedIsHidden(row: Int) {
        let (words, shown) = Self.table[row]
        #expect(Self.redaction.line(words) == shown)
        // What is safe once stays the same.
        #expect(Self.redaction.line(shown) == shown)
    }

    @Test(
        arguments: [
            // So little is in ordinary words by chance.
            ("a", "a bad prompt: a", "a bad prompt: a"),
            ("bad pro", "bad prompt: bad pro", "bad prompt: bad pro"),
            // Whole words of it are hidden from eight bytes on.
            ("in colour", "prompt 'in colour' is bad", "prompt '[prompt]' is bad"),
            ("in colour", "in colours", "in colours"),
            ("踊る人", "踊る人は", "[prompt]は"),
            ("", "prompt '' is empty", "prompt '' is empty"),
            (" \n \n \n \n \n \n", "prompt is empty", "prompt is empty"),
            ("a \n \n \n \n \n b", "a b prompt", "a b prompt"),
        ] as [(String, String, String)])
    func aShortPromptDoesNotGarbleTheWords(prompt: String, words: String, shown: String) {
        let request = VideoRequest(model: "m", prompt: prompt)
        #expect(Redaction(key: Answers.key, request: request).line(words) == shown)
    }

    @Test func halfACharacterIsNeverShown() {
        let prompt = "é踊é踊é踊é踊é踊é踊"
        let redaction = Redaction(
            key: Answers.key, request: VideoRequest(model: "m", prompt: prompt))
        for end in 1...12 {
            let line = redaction.line("x\(prompt.prefix(end))y")
            #expect(!line.unicodeScalars.contains("\u{FFFD}"))
            #expect(line == (end < 8 ? "x\(prompt.prefix(end))y" : "x[prompt]y"))
        }
    }

    @Test func aMediumOfAnySizeIsHiddenAndSoIsAPieceOfIt() {
        let data = String(repeating: "iVBORw0KGgoAAAANSUhEUg", count: 1 << 18)
        let redaction = Redaction(
            key: Answers.key,
            request: VideoRequest(
                model: "m", imageURL: "data:image/png;base64," + data + "EndOfTheWholeImage/4=="))
        #expect(redaction.line("bad \(data.prefix(1 << 19))") == "bad [image_url]…")
        #expect(redaction.line("bad iVBOR…UgEndOfTheWholeImage/4==") == "bad iVBOR…[image_url]")
    }

    @Test func aSecretBehindMuchElseIsHiddenBeforeTheLineIsCut() {
        for count in 270...300 {
            let line = Self.redaction.line(String(repeating: "x", count: count) + Self.prompt)
            #expect(!line.contains("dancer"))
        }
    }

    @Test func aRedactionDoesNotPrintWhatItHides() {
        var printed = "\(Self.redaction)"
        dump(Self.redaction, to: &printed)
        debugPrint(Self.redaction, to: &printed)
        for secret in ["sk-0", "dancer", "media.example"] { #expect(!printed.contains(secret)) }
    }

    /// As a proxy has it that has no route for what it was asked.
    @Test func aKeyInThePathOfTheBaseURLIsHidden() {
        let redaction = Redaction(key: Answers.key, path: "/proxy/k3y-0123456789abcdef")
        #expect(
            redaction.line("no route for /proxy/k3y-0123456789abcdef/v2/video/generations")
                == "no route for /proxy/[base_url]/v2/video/generations")
        #expect(!redaction.line("K3Y-0123456789ABCDEF is over").contains("456789"))
    }

    @Test func withoutAnOrderOnlyTheKeyIsKnown() {
        let redaction = Redaction(key: Answers.key)
        #expect(redaction.line("sk-0123456789abcdef \(Self.prompt)").hasPrefix("[key] A dancer"))
    }
}
