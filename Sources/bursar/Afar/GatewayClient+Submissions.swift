import Accounting
import LosslessJSON
import Metering
import Provider
import Reporting
import Synchronization
import Text
import Transport

/// Submissions that a gateway makes and has.
extension GatewayClient {
    private static let path = "/api/v1/submissions"
    /// What the gateway may take beside the provider: for its ledger, and for other orders before this one.
    private static let ownTime = Duration.seconds(60)

    /// Sends an order, once.
    ///
    /// - Parameters:
    ///   - document: of ``document(of:)``.
    ///   - key: by which the same order is known again.
    ///   - timeout: the longest that it may take; nil for the usual.
    /// - Throws: ``Failure`` of status 75 where nothing was sent, and of 4 where the answer was lost: then the
    ///   same order, sent again, asks after it.
    func submit(_ document: JSON, key: String, timeout: Duration?) async throws(Failure)
        -> SubmitResult
    {
        let bytes = document["request"].map(GatewayClient.mediaBytes) ?? 0
        let usual = ProviderClient.submitTimeout(bodyBytes: bytes) + GatewayClient.ownTime
        switch await post(
            document, to: GatewayClient.path, headers: [HTTPHeader("Idempotency-Key", key)],
            timeout: min(timeout ?? usual, usual))
        {
        case .failed(let failure, bodyStarted: false): throw unreachable(failure)
        case .failed(let failure, bodyStarted: true): throw lost(failure.reason)
        case .answered(let answer): return try await result(answer)
        }
    }

    /// What an order would cost, and whether it would be allowed: the document of a dry run.
    func preview(_ order: Order) async throws(Failure) -> JSON {
        var members = document(of: order).members ?? []
        members.append(JSON.Member("dry_run", true))
        let bytes = GatewayClient.mediaBytes(order.request.document)
        switch await post(
            .object(members), to: GatewayClient.path,
            timeout: ProviderClient.submitTimeout(bodyBytes: bytes))
        {
        case .failed(let failure, _): throw unreachable(failure)
        case .answered(let answer):
            guard answer.status == 200, let document = GatewayClient.document(answer) else {
                throw refusal(answer)
            }
            return document
        }
    }

    /// The document of a submission, by its whole id.
    func submission(_ id: SubmissionID) async throws(Failure) -> Submission {
        switch await get("\(GatewayClient.path)/\(id)") {
        case .failed(let failure, _): throw unreachable(failure, isQuestion: true)
        case .answered(let answer):
            guard answer.status == 200,
                let found = GatewayClient.document(answer).flatMap(SubmissionDocument.submission)
            else { throw refusal(answer, isQuestion: true) }
            return found
        }
    }

    /// Has the provider asked how a generation stands, and the answer recorded; the provider's word for it,
    /// nil where it said nothing.
    func poll(_ generationID: String) async -> String? {
        let path = "/v2/video/generations?generation_id=\(generationID.percentEncoded)"
        guard case .answered(let answer) = await get(path), answer.isSuccess else { return nil }
        return GatewayClient.document(answer)?["status"]?.string.map { Line.of($0, limit: 60) }
    }

    /// What `bursar show` prints of a submission there, without its history.
    ///
    /// - Parameter id: as a person writes it: a beginning or an end of it is enough.
    /// - Throws: ``Failure`` in the words of the gateway.
    func shown(_ id: String, asJSON: Bool, in context: CommandContext) async throws(Failure)
        -> String
    {
        let parts = Mutex("")
        let options = ["--brief"] + (asJSON ? ["--json"] : [])
        let answer = try await run(
            ["show"] + options + ["--", id], columns: context.shownColumns,
            usesColor: !asJSON && context.outputTerminal.usesColor, isQuestion: true
        ) { text in
            parts.withLock { $0 += text }
            return true
        }
        guard answer.status == .done else {
            context.relay(answer.messages)
            throw Failure(answer.status)
        }
        return parts.withLock { $0 }
    }
}

// MARK: - An order and its answer

extension GatewayClient {
    private static func mediaBytes(_ request: JSON) -> Int {
        ["image_url", "video_url"].reduce(0) { $0 + (request[$1]?.string?.utf8.count ?? 0) }
    }

    /// What is sent of an order.
    func document(of order: Order) -> JSON {
        [
            "request": order.request.document,
            "project": .string(orNull: order.project?.text),
            "labels": .object(order.labels.map { JSON.Member($0.key.text, .string($0.value)) }),
            "max_cost_usd": .string(orNull: order.maxCost?.description),
            "duration_seconds": .string(
                orNull: order.statedMilliseconds.map {
                    USD(nanos: Int64($0) * 1_000_000).description
                }
            ),
            "allow_duplicate": .bool(order.allowsDuplicate),
            "keep_prompt": .bool(order.keepsPrompt),
        ]
    }

    private func result(_ answer: HTTPAnswer) async throws(Failure) -> SubmitResult {
        let document = GatewayClient.document(answer)
        if answer.status == 200 {
            guard let found = document.flatMap(SubmissionDocument.submission) else {
                throw lost("its answer is no submission")
            }
            return SubmitResult(found)
        }
        let code = document?["error"]?["code"]?.string
        guard let code,
            let id = answer.headers["x-bursar-submission-id"].flatMap({ SubmissionID($0) })
        else {
            // What stands between may have handed it on, and answers for itself.
            let isOwn = code != nil && code != "internal_error"
            guard isOwn || GatewayClient.unhandled.contains(answer.status) else {
                throw lost("HTTP \(answer.status)")
            }
            let failure = refusal(answer)
            throw [402, 429].contains(answer.status) && code != nil
                ? Failure(.refused, failure.message) : failure
        }
        do {
            let found = try await submission(id)
            return answer.status == 502 ? .notSent(found) : SubmitResult(found)
        } catch {
            // It is known what became of it, and not in full.
            let status: ExitStatus =
                switch answer.status {
                case 402, 429: .refused
                case 504: .unknown
                case 503: .ledger
                default: .failed
                }
            throw Failure(
                status, Line.of(document?["error"]?["message"]?.string ?? code, limit: 2000))
        }
    }

    /// Statuses by which whatever answers says that it has not taken a POST.
    private static let unhandled: Set = [301, 302, 307, 308, 401, 403, 404, 405, 407]

    private func lost(_ reason: String) -> Failure {
        Failure(
            .unknown,
            "outcome unknown: the answer of the gateway \(address.shown) was lost (\(reason)). What was sent"
                + " may be made and charged. Run the same command again: it asks after the submission, and"
                + " sends nothing a second time; or see: bursar list")
    }
}

extension SubmitResult {
    /// How far an order got, by the submission that it became.
    fileprivate init(_ submission: Submission) {
        self =
            switch submission.state {
            case .refused: .refused(submission)
            case .voided where submission.acceptedAt == nil: .rejected(submission)
            case .unknown, .reserved, .dispatched: .unknown(submission)
            case .accepted, .settled, .unpriced, .voided: .accepted(submission)
            }
    }
}
