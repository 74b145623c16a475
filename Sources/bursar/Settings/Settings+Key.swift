import Foundation
import Provider
import Transport

extension Settings {
    /// The key, or what to do about its absence.
    func requireKey() throws(Failure) -> APIKey {
        guard let key else {
            throw Failure(
                .failed,
                "no API key: set AIMLAPI_API_KEY to the provider's key (nothing was sent)")
        }
        guard !isPlaceholder else {
            throw Failure(
                .failed,
                "the API key is the placeholder of the documentation: set AIMLAPI_API_KEY to your"
                    + " own key (nothing was sent)")
        }
        switch key.value.flaw {
        case nil: return key.value
        case .quoted:
            throw Failure(
                .failed,
                "the API key is in quotation marks, which are no part of it: take them away where"
                    + " \(key.variable) is set (nothing was sent)")
        case .unsendable:
            throw Failure(
                .failed,
                "the API key holds characters that no key has (spaces, line ends or other than"
                    + " ASCII): check \(key.variable) (nothing was sent)")
        }
    }

    static func conflicts(in environment: [String: String], chosen: Setting<String>?)
        -> [String]
    {
        guard let chosen, case .variable(let name) = chosen.origin else { return [] }
        return keyVariables.compactMap { other in
            guard let text = environment[other], !text.isEmpty, text != chosen.value else {
                return nil
            }
            return "\(name) and \(other) hold different keys; \(name) is used"
        }
    }

    /// The warning about a key over plain HTTP to another machine, where others can read it.
    static func exposure(of baseURL: Setting<String>) -> [String] {
        guard let endpoint = try? ProviderEndpoint(parsing: baseURL.value), !endpoint.isSecure,
            !endpoint.peer.isLoopback
        else { return [] }
        return [
            "\(endpoint.shown) (\(baseURL.origin.description)) is not encrypted: the API key and the"
                + " films can be read on the way; use https:// where you can"
        ]
    }
}

extension Setting<APIKey> {
    /// The variable that holds it.
    fileprivate var variable: String {
        if case .variable(let name) = origin { return name }
        return "AIMLAPI_API_KEY"
    }
}
