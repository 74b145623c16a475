/// What the answer to a submission does instead of arriving well.
///
/// The comments say whether the generation was started, that is, whether it will be billed.
package enum SubmitFault: Hashable, Sendable {
    /// Started for 500 and 504, which leave the outcome open; not for any other status.
    case status(Int)
    /// Started; 200 with a page, no bytes, or `null`.
    case html, empty, null
    /// Started; 200 without an id in body or header.
    case noID
    /// Started; the body stops half-way and the connection closes.
    case torn
    /// Started; the connection is reset instead of an answer.
    case reset
    /// Not started; the connection is reset.
    case resetBefore
    /// Started; no answer, and the connection stays open.
    case hang
    /// Started; the answer comes after `delay`, else after `--fault-delay`.
    case slow
    /// Started; the answer has 100 MB.
    case huge
    /// Not started; 307 to a place where the same request would start it.
    case redirect
    /// Started; the id is only in the `x-inference-id` header.
    case headerID
    /// Started; the id is under `generation_id`.
    case generationID

    package init?(_ text: String) {
        switch text {
        case "html": self = .html
        case "empty": self = .empty
        case "null": self = .null
        case "no-id": self = .noID
        case "torn": self = .torn
        case "reset": self = .reset
        case "reset-before": self = .resetBefore
        case "hang": self = .hang
        case "slow": self = .slow
        case "huge": self = .huge
        case "redirect": self = .redirect
        case "header-id": self = .headerID
        case "generation-id": self = .generationID
        default:
            guard let status = Int(text), (400...599).contains(status) else { return nil }
            self = .status(status)
        }
    }

    var startsGeneration: Bool {
        switch self {
        case .status(let status): status == 500 || status == 504
        case .resetBefore, .redirect: false
        default: true
        }
    }
}

/// What a poll does instead of answering well.
enum PollFault: Hashable, Sendable {
    case status(Int)
    case html, empty, null, torn, reset, hang
    /// JSON that ends where it should, and that a strict reader refuses: a NaN, a key that is there
    /// twice, ten thousand levels.
    case notANumber, duplicate, deep

    init?(_ text: String) {
        switch text {
        case "html": self = .html
        case "empty": self = .empty
        case "null": self = .null
        case "torn": self = .torn
        case "reset": self = .reset
        case "hang": self = .hang
        case "nan": self = .notANumber
        case "duplicate": self = .duplicate
        case "deep": self = .deep
        default:
            guard let status = Int(text), (400...599).contains(status) else { return nil }
            self = .status(status)
        }
    }
}

/// The forms of a body that is no JSON object.
enum OddBody: String, Sendable {
    case html, empty, null

    func answer(status: Int) -> SandboxAnswer {
        switch self {
        case .html: .html(status: status)
        case .empty: .empty(status: status)
        case .null: .null(status: status)
        }
    }
}
