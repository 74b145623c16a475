#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why a body was not received. Nothing was sent upstream.
package enum BodyError: Error, Hashable, Sendable {
    case tooLarge(limitBytes: Int)
    /// So little had come when the time for it was over.
    case tooSlow(bytes: Int, time: Duration)
    /// The connection ended, or the length was another than was declared.
    case otherLength(bytes: Int, declared: Int)
    /// The file that holds it could not be made, written or read.
    case storage(errorNumber: Int32, folder: String)
}

extension BodyError: CustomStringConvertible {
    private static func size(_ bytes: Int) -> String {
        bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes >> 10) KiB"
    }

    package var description: String {
        switch self {
        case .tooLarge(let limit):
            "the body is larger than \(BodyError.size(limit)), the most that is taken; send large files "
                + "as https:// URLs"
        case .tooSlow(let bytes, let time):
            "only \(bytes) bytes of the body came in \(time.components.seconds) s, which is too "
                + "slow; nothing was sent, so send it again over a faster connection"
        case .otherLength(let bytes, let declared):
            "the body ended after \(bytes) bytes, and its head declares \(declared)"
        case .storage(let number, let folder):
            "the body cannot be kept in \(folder): \(String(cString: strerror(number)))"
        }
    }
}

extension GatewayError {
    /// What the client is told. Which folder is full is not for it.
    package init(_ error: BodyError) {
        switch error {
        case .tooLarge:
            self.init(
                status: 413, kind: .invalidRequest, code: "body_too_large", message: "\(error)")
        case .tooSlow:
            self.init(
                status: 408, kind: .invalidRequest, code: "body_too_slow", message: "\(error)")
        case .otherLength: self = .malformed("\(error)", parameter: "content-length")
        case .storage:
            self.init(
                status: 503, kind: .unavailable, code: "body_storage_failed",
                message: "the gateway cannot store a body of this size now; nothing was sent, so "
                    + "try again later", retry: .after(seconds: 30))
        }
    }
}
