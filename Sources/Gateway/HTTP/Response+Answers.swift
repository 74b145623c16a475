import Accounting
import HTTPTypes
import Hummingbird
import LosslessJSON
import NIOCore

extension Response {
    /// The provider's answer, with what the gateway says beside it.
    init(_ answer: HandedAnswer, _ fields: HTTPFields) {
        var all = HTTPFields()
        for header in answer.headers {
            if let name = HTTPField.Name(header.name) { all[name] = header.value }
        }
        for field in fields { all[field.name] = field.value }
        self.init(
            status: HTTPResponse.Status(code: answer.status), headers: all,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    init(_ document: JSON, status: Int = 200) {
        self.init(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: document.compactText + "\n")))
    }
}
