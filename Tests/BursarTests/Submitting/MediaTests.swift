import Foundation
import LosslessJSON
import TestSupport
import Testing

/// Images and videos: what is no such thing is refused before anything is sent or recorded.
@Suite(.runsPrograms)
struct MediaTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    @Test func aBadImageOrVideoIsNamedBeforeAnythingIsSent() async throws {
        let fixture = try CommandFixture()
        let image = try fixture.folder.file("hero.png", MediaTests.png)
        let text = try fixture.folder.file("notes.txt", Array("hello, this is no film".utf8))
        let empty = try fixture.folder.file("empty.mp4", [])
        let large = try fixture.folder.file("large.mp4", [])
        truncate(large, 100 << 20)
        let pipe = fixture.folder.path("pipe.mp4")
        mkfifo(pipe, 0o600)
        let folder = fixture.folder.url.path

        let rows: [(image: String, video: String, sentence: String)] = [
            ("/nope.png", CommandFixture.video, "--image '/nope.png' cannot be read: No such file"),
            (image, "/nope.mp4", "--video '/nope.mp4' cannot be read: No such file"),
            (image, empty, "empty.mp4' is empty"),
            (image, large, "large.mp4 (100 MiB) is too large: image and video may have 64 MiB"),
            (image, folder, "is a folder, not a file"),
            (image, pipe, "is not a regular file"),
            (image, "/dev/zero", "is not a regular file"),
            (image, text, "is not a video (MP4, MOV, WebM)"),
            (image, image, "is not a video"),
            (text, CommandFixture.video, "is not an image (PNG, JPEG, WebP)"),
            ("http://example.com/a.png", CommandFixture.video, "must begin with https://"),
            (image, "HTTP://example.com/a.mp4", "must begin with https://"),
            ("https://", CommandFixture.video, "--image https:// is not a valid URL"),
            ("https:///a b", CommandFixture.video, "is not a valid URL"),
            ("data:image/png,hello", CommandFixture.video, "the data URI is not Base64"),
            ("data:image/png;base64,", CommandFixture.video, "the data URI is not Base64"),
            (image, "data:video/mp4;base64,????", "the data URI is not Base64"),
            (image, "", "--video '' names nothing"),
            (
                image, "example.com/x.mp4",
                "No such file or directory; did you mean https://example.com/x.mp4? (nothing"
            ),
            (
                image, text + "\r",
                "cannot be read: No such file or directory; did you mean '\(text)'?"
            ),
            (image, "clips/x.mp4", "cannot be read: No such file or directory (nothing"),
            (image, "../x.example/x.mp4", "cannot be read: No such file or directory (nothing"),
            (image, "https://x.example/a b.mp4", "it holds a space; write it as %20"),
            (image, "https://x.example/a\r.mp4", "the invisible character U+000D; copy it again"),
            (image, "https://x.example/\u{200B}a.mp4", "the invisible character U+200B"),
            (image, "s3://clips/a.mp4", "sign it (aws s3 presign) and name the https:// URL"),
            (image, "GS://clips/a.mp4", "sign it (gcloud storage sign-url)"),
            (image, "ftp://x.example/a.mp4", "is not fetched by the provider"),
            (image, "file://dance.mp4", "names no file of this machine; write file:///path"),
            (image, "file:///nope.mp4", "--video '/nope.mp4' cannot be read: No such file"),
        ]
        for (image, video, sentence) in rows {
            let result = try await fixture.run("submit", "--image", image, "--video", video)
            #expect(result.status == 1, "\(sentence)")
            #expect(result.output == "")
            #expect(result.complaints.count == 1)
            #expect(result.errors.contains(sentence), "\(result.errors)")
            #expect(result.errors.contains("nothing was sent"), "\(result.errors)")
        }
        #expect(try await fixture.document("list")["submissions"] == [])
    }

    @Test(.needs(.permissions)) func aFileWithoutPermissionIsNamed() async throws {
        let fixture = try CommandFixture()
        let image = try fixture.folder.file("hero.png", MediaTests.png)
        chmod(image, 0)
        let result = try await fixture.program.boundByPermissions()
            .run(["submit", "--image", image, "--video", CommandFixture.video])
        #expect(result.status == 1)
        #expect(result.errors.contains("check its permissions"), "\(result.errors)")
    }

    @Test func whatIsNoVideoIsRefusedHoweverItIsNamed() async throws {
        let fixture = try CommandFixture()
        let sound = Film.movie(tracks: [Film.Track { $0.handler = "soun" }])
        let heic = Film.box("ftyp", Array("heic".utf8)) + Film.box("meta", Film.zeros(40))
        let cut = Film.box("ftyp", Array("isom".utf8)) + Film.box("mdat", Film.zeros(40))
        let rows: [(bytes: [UInt8], sentence: String)] = [
            (sound, "is not a video: it has no video track"),
            (heic, "is not a video: it is an image"),
            (cut, "is not a video that plays: its header is missing"),
            (WebFilm.file(WebFilm.tracks([2])), "is not a video: it has no video track"),
            (MediaTests.png, "is not a video (MP4, MOV, WebM)"),
        ]
        for row in rows {
            let file = try fixture.folder.file("dance.mp4", row.bytes)
            for video in [file, "file://\(file)", Film.dataURI(row.bytes)] {
                let result = try await fixture.run(
                    "submit", "--image", CommandFixture.image, "--video", video, "--dry-run")
                #expect(result.status == 1, "\(row.sentence)")
                #expect(result.complaints.count == 1)
                #expect(result.errors.contains(row.sentence), "\(result.errors)")
                #expect(result.errors.contains("nothing was sent"), "\(result.errors)")
            }
        }
    }

    /// Each is read, and what reaches the provider is written as everybody reads it.
    @Test func whatIsSentIsWhatWasMeant() async throws {
        let server = try await RawServer.start(
            .answerOnce("200 OK", #"{"id":"a","status":"queued"}"#))
        let bytes = TinyMovie.bytes(milliseconds: 7400)
        let plain = Film.dataURI(bytes)
        let shelf = try TemporaryFolder()
        let file = try shelf.file("a clip.mp4", bytes)
        let rows: [(video: String, sent: String)] = [
            (plain, plain),
            (plain.replacing(",", with: ",\n").replacing("AA", with: "A\r\nA"), plain),
            (plain.replacing("=", with: "").replacing("+", with: "-"), plain),
            ("file://\(file.replacing(" ", with: "%20"))", plain),
            ("FILE://localhost\(file)", plain), (file, plain),
            (" https://x.example/a.mp4?b=c\r\n", "https://x.example/a.mp4?b=c"),
            ("\u{FEFF}https://x.example/a.mp4\r", "https://x.example/a.mp4"),
        ]
        for (index, row) in rows.enumerated() {
            let result = try await CommandFixture(["AIMLAPI_BASE_URL": server.url]).run(
                "submit", "--image", CommandFixture.image, "--video", row.video, "--no-wait")
            #expect(result.status == 0, "\(result.errors)")
            let request = try #require(server.requests.last)
            #expect(server.requests.count == index + 1)
            #expect(request.json["video_url"]?.string == row.sent, "\(index)")
        }
        // A field of another model that holds a URL as well.
        let further = try await CommandFixture().run(
            "submit", "--model", "veo", "--prompt", "a", "--param", "tail_image_url=https://x /a",
            "--max-cost", "1", "--dry-run")
        #expect(further.status == 64)
        #expect(further.errors.contains("it holds a space"))
    }

    @Test func theLengthIsTheLargerOfTheFlagAndTheFilmElseTheCap() async throws {
        let fixture = try CommandFixture()
        let image = try fixture.folder.file("hero.png", MediaTests.png)
        let bytes = TinyMovie.bytes(milliseconds: 7400)
        let film = try fixture.folder.file("dance.mp4", bytes)
        let data = "data:video/mp4;base64,\(Data(bytes).base64EncodedString())"
        let unknown = TinyMovie.bytes(milliseconds: .max)
        let silent = try fixture.folder.file("silent.mp4", unknown)
        let track = Film.Track { ($0.shown, $0.held, $0.samples) = (1000, 10, [(10, 1)]) }
        let rest = (1...11).flatMap { _ in Film.Fragment().bytes }
        let fragments = try fixture.folder.file(
            "fragments.mp4",
            Film.movie(stated: 1000, tracks: [track], more: Film.extends(duration: 1)) + rest)
        let stale = try fixture.folder.file(
            "stale.mp4", Film.movie(stated: 1000, tracks: [Film.Track { $0.held = 120 }]))
        let web = try fixture.folder.file(
            "dance.webm",
            WebFilm.file(WebFilm.information(ticks: 8000) + WebFilm.tracks([1])))

        let rows: [(video: String, more: [String], seconds: Int, source: String, usd: String)] = [
            (film, [], 8, "reference", "1.3104"),
            (data, [], 8, "reference", "1.3104"),
            (film, ["--duration", "9.1"], 10, "stated", "1.638"),
            (film, ["--duration", "4"], 8, "reference", "1.3104"),
            (data, ["--duration", "4", "--mode", "pro"], 8, "reference", "1.7472"),
            (fragments, [], 12, "reference", "1.9656"), (stale, [], 12, "reference", "1.9656"),
            (web, [], 8, "reference", "1.3104"),
            (silent, ["--duration", "4"], 4, "stated", "0.6552"),
            (CommandFixture.video, ["--duration", "5"], 5, "stated", "0.819"),
            (CommandFixture.video, [], 30, "cap", "4.914"),
            (CommandFixture.video, ["--orientation", "image"], 10, "cap", "1.638"),
            (CommandFixture.video, ["--mode", "pro"], 30, "cap", "6.552"),
            (silent, [], 30, "cap", "4.914"),
        ]
        for row in rows {
            let document = try await fixture.document(
                ["submit", "--image", image, "--video", row.video, "--dry-run"] + row.more)
            #expect(document["estimate", "seconds"]?.int == row.seconds, "\(row)")
            #expect(document["estimate", "usd"]?.string == row.usd, "\(row)")
            let source = document["estimate", "seconds_source"]?.string
            #expect(source == row.source, "\(row)")
        }
    }

    /// One warning, and the length that is reserved in it.
    @Test func aLengthThatSurprisesIsOneWarning() async throws {
        let fixture = try CommandFixture()
        let film = try fixture.folder.file("dance.mp4", TinyMovie.bytes(milliseconds: 12_500))
        let long = try fixture.folder.file("long.mp4", TinyMovie.bytes(milliseconds: 20_000))
        let rows: [(video: String, more: [String], seconds: String, sentences: [String])] = [
            (
                film, ["--duration", "5"], "13",
                ["longer (12.5 s) than --duration (5 s); 13 s are reserved"]
            ),
            (
                long, ["--orientation", "image"], "20",
                [
                    "the reference has 20 s; 20 s are reserved",
                    "with --orientation image the provider takes 10 s: cut the clip",
                ]
            ),
            (
                long, ["--orientation", "image", "--duration", "5"], "20",
                [
                    "longer (20 s) than --duration (5 s); 20 s are reserved",
                    "with --orientation image the provider takes 10 s: cut the clip",
                ]
            ),
            (
                CommandFixture.video, ["--orientation", "image", "--duration", "15"], "15",
                ["the reference has 15 s; 15 s are reserved"]
            ),
        ]
        for row in rows {
            let arguments = [
                "submit", "--image", CommandFixture.image, "--video", row.video, "--dry-run",
            ]
            let result = try await fixture.run(arguments + row.more)
            #expect(result.status == 0)
            #expect(result.complaints.count == 1, "\(result.errors)")
            for sentence in row.sentences {
                #expect(result.errors.contains(sentence), "\(result.errors)")
            }
            #expect(result.output.contains("(\(row.seconds) s"), "\(result.output)")
        }
        for exact in ["12.5", "13", "30"] {
            let result = try await fixture.run(
                "submit", "--image", CommandFixture.image, "--video", film, "--duration", exact,
                "--dry-run")
            #expect(result.complaints == [])
        }
        // What would fit is no longer than what the provider takes.
        let refused = try await fixture.document(
            "submit", "--image", CommandFixture.image, "--video", long, "--orientation", "image",
            "--max-cost", "2.2", "--dry-run")
        let fits = try #require(refused["refusal", "fits"]?.array)
        #expect(fits.map { $0["seconds"]?.int } == [10, 10])
    }

    @Test func aLengthThatCannotBeReadIsSaidToBeAssumed() async throws {
        let fixture = try CommandFixture()
        let silent = try fixture.folder.file("short5.mp4", TinyMovie.bytes(milliseconds: .max))
        // Of a URL nobody expects it to be read.
        let rows = [
            (
                silent,
                "(30 s assumed: the length of short5.mp4 could not be read; state --duration)"
            ),
            (
                CommandFixture.video,
                "(30 s, the longest that the orientation allows; state --duration"
            ),
        ]
        for (video, words) in rows {
            let quote = try await fixture.run(
                "submit", "--image", CommandFixture.image, "--video", video, "--dry-run")
            #expect(quote.output.contains(words), "\(quote.output)")
            #expect(quote.complaints == [])
        }
        // Of a file it is said beside a document and a refusal as well.
        for more in [["--json"], ["--max-cost", "1"]] {
            let result = try await fixture.run(
                ["submit", "--image", CommandFixture.image, "--video", silent, "--dry-run"] + more)
            #expect(result.complaints.count == 1, "\(result.errors)")
            let said = result.errors + result.output
            #expect(said.contains("30 s assumed: the length of short5.mp4"), "\(said)")
        }
    }

    /// A slip in a file's header is not to cost a fortune.
    @Test func aLengthBeyondTwiceTheLongestHasToBeStated() async throws {
        let fixture = try CommandFixture()
        let film = try fixture.folder.file("dance.mp4", TinyMovie.bytes(milliseconds: 47_721_000))
        func run(_ more: String...) async throws -> ProgramResult {
            try await fixture.run(
                ["submit", "--image", CommandFixture.image, "--video", film, "--dry-run", "--json"]
                    + more)
        }
        for more in [[], ["--duration", "12"]] {
            let refused = try await fixture.run(
                ["submit", "--image", CommandFixture.image, "--video", film, "--dry-run"] + more)
            #expect(refused.status == 1)
            #expect(refused.output == "")
            #expect(refused.errors.contains("dance.mp4 is 47721 s long"))
            #expect(refused.errors.contains("cut the clip, or state --duration 47721"))
        }
        let stated = try JSON(parsing: try await run("--duration", "47721").output)
        #expect(stated["estimate", "seconds"]?.int == 47_721)
    }

    /// What the refusal says would fit is the length of the clip, not of what is said of it.
    @Test func aSmallerDurationDoesNotPassAFilmThatIsLonger() async throws {
        let fixture = try CommandFixture()
        let film = try fixture.folder.file("dance.mp4", TinyMovie.bytes(milliseconds: 20_000))
        let arguments = [
            "submit", "--image", CommandFixture.image, "--video", film, "--mode", "pro",
        ]
        let refused = try await fixture.run(arguments + ["--max-cost", "1"])
        #expect(refused.status == 3)
        #expect(
            refused.errors.contains(
                ". It would fit as std up to 6 s, or as pro up to 4 s: cut the clip."))
        let again = try await fixture.run(arguments + ["--max-cost", "1", "--duration", "4"])
        #expect(again.status == 3)
    }
}
