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
        if showsAccount, caller.project != nil, !caller.isAdmin {
            throw GatewayError(
                status: 403, kind: .permission, code: "account_of_others",
                message: "\(path) shows the whole account, and this key is for project"
                    + " '\(caller.project ?? "")' alone")
        }
        switch await gateway.provider.pass(path, query: query, needsKey: showsAccount) {
        case .success(let answer): return Response(answer, [:])
        case .failure(let error):
            throw GatewayError(
                status: 502, kind: .unavailable, code: error.fault.name,
                message: "\(error.fault.message); ask again")
        }
    }
}
