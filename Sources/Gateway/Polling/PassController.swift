import Accounting
import Hummingbird
import Provider

/// Hands a question about the provider's models or books on, and its answer back.
struct PassController: Sendable {
    let gateway: Gateway

    /// - Parameter showsAccount: the answer is about the account, and so about what others did with it.
    /// - Throws: ``GatewayError``.
    func response(
        to path: String, _ query: String?, showsAccount: Bool, from caller: Caller
    ) async throws -> Response {
        if showsAccount, !caller.isAdmin {
            throw GatewayError(
                status: 403, kind: .permission, code: "account_of_others",
                message:
                    "\(path) shows the account of all, and this key sees only its own; use a key"
                    + " for administrators")
        }
        return try PassController.response(
            await gateway.provider.pass(path, query: query, needsKey: showsAccount),
            advice: "ask again")
    }

    /// Sends a POST on to a path that is allowed without being counted: what it costs no budget sees.
    ///
    /// - Throws: ``GatewayError``: it may have been carried out, and is not sent again.
    func response(to body: [UInt8], at path: String, contentType: String?) async throws -> Response
    {
        try PassController.response(
            await gateway.provider.post(body, to: path, contentType: contentType),
            advice: "it may have been carried out, so look before you send it again")
    }

    private static func response(_ answer: Result<HandedAnswer, Unanswered>, advice: String)
        throws(GatewayError) -> Response
    {
        switch answer {
        case .success(let answer): return Response(answer, [:])
        case .failure(let error):
            throw GatewayError(
                status: 502, kind: .unavailable, code: error.fault.name,
                message: "\(error.fault.message); \(advice)", retry: .never)
        }
    }
}
