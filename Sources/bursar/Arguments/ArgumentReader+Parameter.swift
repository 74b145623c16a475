import Accounting
import ArgumentParser
import LosslessJSON
import Provider

extension ArgumentReader {
    /// `NAME=VALUE` as a field of the request. The value is JSON where it can be read as such, else
    /// text: `duration=10` is a number, `resolution=1080p` a text, `duration="10"` one as well.
    static func parameter(_ text: String) throws -> JSON.Member {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts.first, !first.isEmpty else {
            throw ValidationError("write a field as NAME=VALUE, like duration=10")
        }
        let name = try name(String(first)).text
        if VideoRequest.ownFields.contains(name) {
            throw ValidationError("'\(name)' has an option of its own: \(option(for: name))")
        }
        let value = String(parts[1])
        let json = (try? JSON(parsing: value)) ?? .string(value)
        guard name.hasSuffix("url"), let text = json.string else { return JSON.Member(name, json) }
        return JSON.Member(name, .string(try address(text)))
    }

    /// The value of a field such as `tail_image_url`, as it can be sent.
    private static func address(_ text: String) throws -> String {
        do throws(MediaAddressError) {
            switch try MediaAddress(text) {
            case .url(let url): return url
            case .data(let text): return DataURI(parsing: text)?.text ?? text
            case .file: return text
            }
        } catch .unencrypted {
            return text
        } catch {
            throw ValidationError("'\(text)' \(error.words)")
        }
    }

    private static func option(for field: String) -> String {
        switch field {
        case "image_url": "--image"
        case "video_url": "--video"
        case "character_orientation": "--orientation"
        case "keep_audio": "--keep-audio"
        default: "--\(field)"
        }
    }
}
