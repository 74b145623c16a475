import Accounting
import LosslessJSON
import Text
import Transport

/// The name and the message of an error, from any of the shapes that errors come in.
///
/// Known shapes: `{"error":{"name","message"},"title","message"}` (problem+json),
/// `{"message","statusCode":"429"}`, an `error` that is a text, a list of messages, and a plain text.
struct ErrorWords {
    let name: String?
    let message: String?

    /// Nil when the value says nothing.
    init?(of json: JSON?, by redaction: Redaction) {
        func line(_ json: JSON?) -> String? {
            let text =
                json?.string
                ?? json?.array.map { $0.compactMap(\.string).joined(separator: "; ") }
            let line = redaction.line(text ?? "")
            return line.isEmpty ? nil : line
        }
        let error = json?["error"]
        let names = [error?["name"], json?["name"], error?["code"], error?["type"]]
        let messages = [
            error?["message"], error, json?["message"], json?["detail"], json?["title"], json,
        ]
        name = names.lazy.compactMap(line).first.map { Line.of($0, limit: 80) }
        message = messages.lazy.compactMap(line).first
        if name == nil, message == nil { return nil }
    }
}

extension Fault {
    /// What an answer that is no success says, in one line, whatever its body is made of.
    init(of answer: HTTPAnswer, by redaction: Redaction) {
        let status = answer.status
        let fallbackName = "http_\(status)"
        let answered = "the provider answered HTTP \(status)"
        guard status != 401 else {
            self.init(
                name: fallbackName,
                message: "the provider refused the key (HTTP 401)")
            return
        }
        guard !(300..<400).contains(status) else {
            self.init(
                name: fallbackName,
                message: "\(answered), a redirect, which is not followed")
            return
        }
        switch answer.body {
        case .cut: self.init(name: fallbackName, message: "\(answered) and broke off")
        case .tooLarge: self.init(name: fallbackName, message: "\(answered) with too long a body")
        case .coded:
            self.init(name: fallbackName, message: "\(answered); its body is \(answer.bodyFailure)")
        case .complete(let bytes):
            if let json = try? JSON(parsing: bytes) {
                let words = ErrorWords(of: json, by: redaction)
                self.init(
                    name: words?.name ?? fallbackName,
                    message: words?.message ?? "\(answered) and no reason")
                return
            }
            let text = redaction.line(String(decoding: bytes, as: UTF8.self))
            if answer.isPage {
                self.init(name: fallbackName, message: "\(answered) with a web page")
            } else if text.isEmpty {
                self.init(name: fallbackName, message: "\(answered) and no reason")
            } else if text.first == "{" || text.first == "[" {
                self.init(name: fallbackName, message: "\(answered) with unreadable JSON")
            } else {
                self.init(name: fallbackName, message: text)
            }
        }
    }

    /// A success that is not what was asked for: `failure` follows "HTTP 200, but".
    init(unreadable answer: HTTPAnswer, _ failure: String) {
        self.init(
            name: "unreadable_answer",
            message: Line.of("the provider answered HTTP \(answer.status), but \(failure)"))
    }

    /// The same fault, its message led by the status where the outcome does not carry it.
    func led(byStatus status: Int) -> Fault {
        message.contains("HTTP \(status)")
            ? self : Fault(name: name, message: Line.of("HTTP \(status): \(message)"))
    }
}
