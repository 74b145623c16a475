import Testing

@testable import Accounting

struct DataURITests {
    /// What is sent is on one line, in the standard alphabet and padded.
    @Test(
        arguments: [
            ("data:video/mp4;base64,+/+/AQ==", "data:video/mp4;base64,+/+/AQ=="),
            ("data:video/mp4;base64,+/+/\nAQ==\n", "data:video/mp4;base64,+/+/AQ=="),
            ("data:video/mp4;base64,\r\n+/+/\r\nAQ==\r\n", "data:video/mp4;base64,+/+/AQ=="),
            ("data:video/mp4;base64, +/ +/\tAQ ==", "data:video/mp4;base64,+/+/AQ=="),
            ("data:video/mp4;base64,-_-_AQ", "data:video/mp4;base64,+/+/AQ=="),
            ("data:video/mp4;base64,-_-_AQ==", "data:video/mp4;base64,+/+/AQ=="),
            ("data:video/mp4;base64,%2B%2f%2B/AQ%3D%3D", "data:video/mp4;base64,+/+/AQ=="),
            ("DATA:;BASE64,+/+/AQ==", "DATA:;BASE64,+/+/AQ=="),
            ("data:video/mp4; base64,+/+/AQ==", "data:video/mp4;base64,+/+/AQ=="),
        ])
    func everyFormOfBase64IsRead(text: String, sent: String) throws {
        let uri = try #require(DataURI(parsing: text))
        #expect(uri.bytes == [0xFB, 0xFF, 0xBF, 0x01])
        #expect(uri.text == sent)
    }

    @Test(arguments: [
        "", "data:", "data:video/mp4;base64,", "data:video/mp4;base64,\n", "data:video/mp4,AAAA",
        "data:video/mp4;base64,AAAA?", "data:video/mp4;base64,A", "data:video/mp4;base64,AAAAA",
        "data:video/mp4;base64,AA==AA==", "data:video/mp4;base64,%4", "data:video/mp4;base64,%zz",
        "https://example.com/;base64,AAAA", "data:video/mp4;base64AAAA",
    ])
    func whatIsNoBase64IsNone(text: String) {
        #expect(DataURI(parsing: text) == nil)
    }
}
