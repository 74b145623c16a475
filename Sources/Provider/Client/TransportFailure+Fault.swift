package import Accounting
package import Transport

/// What a failed exchange with the provider is called, and what to do about it.
extension TransportFailure {
    package var faultBeforeSending: Fault {
        Fault(name: name, message: "nothing was sent: \(cause)")
    }

    package var faultAfterSending: Fault {
        Fault(
            name: name,
            message: "the request left for '\(host)' and no answer came: \(cause); "
                + "it may be made and charged, so do not send it again")
    }

    package var faultOfQuestion: Fault { Fault(name: name, message: cause) }

    private var cause: String {
        let proxy = "check HTTPS_PROXY and NO_PROXY"
        return switch kind {
        case .nameLookup where self.proxy != nil, .refused where self.proxy != nil,
            .unreachable where self.proxy != nil, .connectTimeout where self.proxy != nil, .proxy:
            "\(reason); \(proxy)"
        case .key:
            "the key in AIMLAPI_API_KEY is empty or has characters that no key has; copy it again"
        case .nameLookup: "\(reason); check the network and AIMLAPI_BASE_URL"
        case .refused: "\(reason); check that it runs and AIMLAPI_BASE_URL"
        case .unreachable, .connectTimeout: "\(reason); check the network"
        case .tls: "\(reason); check AIMLAPI_BASE_URL and certificates"
        case .deadline, .cancelled, .closed, .other: reason
        }
    }
}
