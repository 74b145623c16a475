import Foundation
import LosslessJSON
import TestSupport
import Testing

/// Images and videos: what is no such thing is refused before anything is sent or recorded.
struct MediaTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    @Test func aBadImageOrVideoIsNamedBeforeAnythingIsSent() throws {
        let desk = try Desk()
        let image = try desk.folder.file("hero.png", MediaTests.png)
        let text = try desk.folder.file("notes.txt", Array("hello, this is no film".utf8))
        let empty = try desk.folder.file("empty.mp4", [])
        let large = try desk.folder.file("large.mp4", [])
        truncate(large, 100 << 20)
        let pipe = desk.folder.path("pipe.mp4")
        mkfifo(pipe, 0o600)
        let folder = desk.folder.url.path

        let rows: [(image: String, video: String, sentence: String)] = [
            ("/nope.png", Desk.video, "--image '/nope.png' cannot be read: No such file"),
            (image, "/nope.mp4", "--video '/nope.mp4' cannot be read: No such file"),
            (image, empty, "empty.mp4' is empty"),
            (image, large, "large.mp4 (100 MiB) is too large: image and video may have 64 MiB"),
            (image, folder, "is a folder, not a file"),
            (image, pipe, "is not a regular file"),
            (image, "/dev/zero", "is not a regular file"),
            (image, text, "is not a video (MP4, MOV, WebM)"),
            (image, image, "is not a video"),
            (text, Desk.video, "is not an image (PNG, JPEG, WebP)"),
            ("http://example.com/a.png", Desk.video, "must begin with https://"),
            (image, "HTTP://example.com/a.mp4", "must begin with https://"),
            ("https://", Desk.video, "--image https:// is not a valid URL"),
            ("https:///a b", Desk.video, "is not a valid URL"),
            ("data:image/png,hello", Desk.video, "the data URI is not Base64"),
            ("data:image/png;base64,", Desk.video, "the data URI is not Base64"),
            (image, "data:video/mp4;base64,????", "the data URI is not Base64"),
            (image, "", "--video '' names nothing"),
            (
                image, "example.com/x.mp4",
                "No such file or directory; did you mean https://example.com/x.mp4? (nothing"
            ),
            (image, "clips/x.mp4", "cannot be read: No such file or directory (nothing"),
            (image, "../x.example/x.mp4", "cannot be read: No such file or directory (nothing"),
        ]
        for (image, video, sentence) in rows {
            let result = try desk.run("submit", "--image", image, "--video", video)
            #expect(result.status == 1, "\(sentence)")
            #expect(result.output == "")
            #expect(result.complaints.count == 1)
            #expect(result.errors.contains(sentence), "\(result.errors)")
            #expect(result.errors.contains("nothing was sent"), "\(result.errors)")
        }
        #expect(try desk.document("list")["submissions"] == [])
    }

    /// Root reads everything, so there it cannot be shown.
    @Test(.enabled(if: getuid() != 0)) func aFileWithoutPermissionIsNamed() throws {
        let desk = try Desk()
        let image = try desk.folder.file("hero.png", MediaTests.png)
        chmod(image, 0)
        let result = try desk.run("submit", "--image", image, "--video", Desk.video)
        #expect(result.status == 1)
        #expect(result.errors.contains("check its permissions"))
    }

    @Test func theLengthComesFromTheFlagThenTheFilmThenTheCap() throws {
        let desk = try Desk()
        let image = try desk.folder.file("hero.png", MediaTests.png)
        let bytes = TinyMovie.bytes(milliseconds: 7400)
        let film = try desk.folder.file("dance.mp4", bytes)
        let data = "data:video/mp4;base64,\(Data(bytes).base64EncodedString())"
        let unknown = TinyMovie.bytes(milliseconds: .max)
        let silent = try desk.folder.file("silent.mp4", unknown)

        let rows: [(video: String, more: [String], seconds: Int, source: String, usd: String)] = [
            (film, [], 8, "reference", "1.3104"),
            (data, [], 8, "reference", "1.3104"),
            (film, ["--duration", "9.1"], 10, "stated", "1.638"),
            (Desk.video, ["--duration", "5"], 5, "stated", "0.819"),
            (Desk.video, [], 30, "cap", "4.914"),
            (Desk.video, ["--orientation", "image"], 10, "cap", "1.638"),
            (Desk.video, ["--mode", "pro"], 30, "cap", "6.552"),
            (silent, [], 30, "cap", "4.914"),
        ]
        for row in rows {
            let document = try desk.document(
                ["submit", "--image", image, "--video", row.video, "--dry-run"] + row.more)
            #expect(document["estimate", "seconds"]?.int == row.seconds, "\(row)")
            #expect(document["estimate", "usd"]?.string == row.usd, "\(row)")
            let source = document["estimate", "seconds_source"]?.string
            #expect(source == row.source, "\(row)")
        }
    }

    @Test func aDurationBelowTheFilmsOwnIsWarnedOf() throws {
        let desk = try Desk()
        let film = try desk.folder.file("dance.mp4", TinyMovie.bytes(milliseconds: 12_500))
        let result = try desk.run(
            "submit", "--image", Desk.image, "--video", film, "--duration", "5", "--dry-run")
        #expect(result.status == 0)
        #expect(result.errors.contains("longer (12.5 s) than --duration (5 s)"))
        let long = try desk.run(
            "submit", "--image", Desk.image, "--video", film, "--orientation", "image", "--dry-run")
        #expect(long.errors.contains("with --orientation image the provider takes 10 s"))
    }
}
