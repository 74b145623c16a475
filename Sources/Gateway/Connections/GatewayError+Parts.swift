import HTTPTypes
import LosslessJSON
import NIOCore
import NIOHTTP1

extension GatewayError {
    /// The answer as it is written where no request was read.
    var parts: [HTTPServerResponsePart] {
        let body = ByteBuffer(string: body.compactText)
        var headers = HTTPHeaders(fields.map { ($0.name.rawName, $0.value) })
        headers.add(name: "content-length", value: "\(body.readableBytes)")
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers)
        return [.head(head), .body(.byteBuffer(body)), .end(nil)]
    }
}
