package import Accounting
package import Transport

/// What a failed exchange with the provider is called.
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
        kind == .key ? "the key is empty or has characters that no key has" : reason
    }
}
