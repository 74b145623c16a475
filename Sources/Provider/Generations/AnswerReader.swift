import Accounting
import LosslessJSON
import Text
import Transport

/// Reads what an answer says about a generation, in all the shapes the provider has been seen to use.
///
/// Reading never fails: what cannot be read is nil. The classifications decide what a nil means.
struct AnswerReader {
    let answer: HTTPAnswer
    let redaction: Redaction
    /// The body, when it is complete and one JSON object.
    let object: JSON?
    /// All that the body calls it, the usual name first; the header's where the body has none. One that
    /// holds the key is none: it must not be stored, and with the key hidden in it no poll could name it.
    private let ids: [String]

    init(_ answer: HTTPAnswer, by redaction: Redaction) {
        self.answer = answer
        self.redaction = redaction
        if case .complete(let bytes) = answer.body, let json = try? JSON(parsing: bytes),
            json.members != nil
        {
            object = json
        } else {
            object = nil
        }
        let named = ["id", "generation_id"].compactMap { [object] in
            AnswerReader.text(object?[$0])
        }.filter(redaction.isID)
        let header = answer.headers["x-inference-id"].flatMap { redaction.isID($0) ? $0 : nil }
        ids = named.isEmpty ? [header].compactMap(\.self) : named
    }

    /// The id in the body, else the one in the `x-inference-id` header.
    var id: String? { ids.first }

    var status: GenerationStatus? {
        guard let word = object?["status"]?.string else { return nil }
        let line = redaction.line(word, limit: 60)
        return line.isEmpty ? nil : GenerationStatus(word: line)
    }

    func generation(status: GenerationStatus) -> Generation {
        let bodyUsage = object?["meta"]?["usage"]
        return Generation(
            id: id, alsoNamed: Array(ids.dropFirst()).filter { $0 != id }, status: status,
            videoURL: AnswerReader.videoURL(object?["video"]).map(redaction.withoutKey),
            fault: fault(for: status),
            usage: Usage(
                usdText: redaction.stated(bodyUsage?["usd_spent"]),
                creditsText: credits(in: bodyUsage)),
            headerUsage: Usage(
                usdText: answer.headers["x-aimlapi-usd-spent"].map(redaction.stated),
                creditsText: answer.headers["x-aimlapi-credits-used"].map(redaction.stated)))
    }

    /// `credits_used`, or `tokens_used` where that is absent, or the zero of a field that is not used.
    private func credits(in usage: JSON?) -> String? {
        let stated = ["credits_used", "tokens_used"].compactMap { redaction.stated(usage?[$0]) }
        return stated.first {
            Usage(usdText: nil, creditsText: $0)?.charge(source: .body)?.usd != .zero
        }
            ?? stated.first
    }

    /// The error that the body names; a failed status always has one.
    private func fault(for status: GenerationStatus) -> Fault? {
        let error = object?["error"]
        // Some makers fill it in where nothing went wrong: `{"code":0,"message":"success"}`.
        let words = error?["code"]?.int == 0 ? nil : ErrorWords(of: error, by: redaction)
        switch (status, words) {
        case (.failed(let word), let words):
            return Fault(
                name: words?.name ?? word,
                message: words?.message
                    ?? "the provider reported status '\(word)' and no reason")
        case (_, let words?):
            return Fault(name: words.name ?? "error", message: words.message ?? "no reason given")
        case (_, nil): return nil
        }
    }

    private static func text(_ json: JSON?) -> String? { json?.string ?? json?.numberText }

    /// An object with a `url`, a list of those, a list of texts, or a text.
    private static func videoURL(_ json: JSON?) -> String? {
        let candidates = json?.array ?? json.map { [$0] } ?? []
        return candidates.lazy.compactMap { $0.string ?? $0["url"]?.string }
            .first { !$0.isEmpty && !Line.hasControls($0) }
    }
}
