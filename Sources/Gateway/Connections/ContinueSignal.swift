package import NIOCore

/// Says that the body of a request is wanted: a client that asked so by `Expect` waits for it.
///
/// Clients that wait send it after a second anyway; one that is refused has not sent it in vain.
///
///     try await intake.receive(request.body, declaredLength: length) {
///         ContinueSignal.send(over: context.channel)
///     }
package struct ContinueSignal: Sendable {
    /// Does nothing for a client that does not wait.
    package static func send(over channel: any Channel) {
        channel.triggerUserOutboundEvent(ContinueSignal(), promise: nil)
    }
}
