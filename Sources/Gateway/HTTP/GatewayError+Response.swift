package import Hummingbird
import LosslessJSON
import NIOCore

extension GatewayError {
    /// The answer as Hummingbird sends it.
    package var response: Response {
        Response(
            status: HTTPResponse.Status(code: status), headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(string: body.compactText)))
    }
}
