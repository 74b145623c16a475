import Accounting
import Provider
import Testing
import Text

@Suite struct VideoRequestTests {
    static func text(_ request: VideoRequest) -> String {
        String(decoding: request.body, as: UTF8.self)
    }

    @Test func allFieldsInTheOrderOfTheDocumentation() {
        let request = VideoRequest(
            model: "klingai/video-v3-motion-control", imageURL: "https://e.x/i.png",
            videoURL: "data:video/mp4;base64,AA+/=", prompt: "a \"dance\"\n☕",
            orientation: .image, keepsAudio: false, mode: .pro)
        #expect(
            Self.text(request)
                == #"{"model":"klingai/video-v3-motion-control","image_url":"https://e.x/i.png","#
                + #""video_url":"data:video/mp4;base64,AA+/=","prompt":"a \"dance\"\n☕","#
                + #""character_orientation":"image","keep_audio":false,"mode":"pro"}"#)
    }

    @Test func whatIsNotSaidIsNotSent() {
        #expect(Self.text(VideoRequest(model: "m")) == #"{"model":"m"}"#)
        #expect(
            Self.text(VideoRequest(model: "m", prompt: "", keepsAudio: true))
                == #"{"model":"m","prompt":"","keep_audio":true}"#)
    }

    @Test(arguments: [
        (0, 60), (1, 61), (256 << 10, 61), ((256 << 10) + 1, 62), (1 << 20, 64),
        (64 << 20, 316), (65 << 20, 316), (.max, 316), (-1, 60),
    ])
    func aLargerBodyMayTakeLonger(bytes: Int, seconds: Int) {
        #expect(ProviderClient.submitTimeout(bodyBytes: bytes) == .seconds(seconds))
        #expect(ProviderClient.longestSubmitTimeout == .seconds(316))
    }

    @Test(arguments: [
        ("NVOeetazzu2Xlca6ghTMx", "NVOeetazzu2Xlca6ghTMx"), ("-abc_~.", "-abc_~."),
        ("349865017168125:minimax/hailuo-2.3", "349865017168125%3Aminimax%2Fhailuo-2.3"),
        ("a b&c=d?e#f%g+h", "a%20b%26c%3Dd%3Fe%23f%25g%2Bh"), ("é", "%C3%A9"),
    ])
    func anIDIsSafeInAQuery(id: String, encoded: String) {
        #expect(id.percentEncoded == encoded)
    }
}
