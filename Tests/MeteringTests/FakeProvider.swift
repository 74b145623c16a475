import Accounting
import Provider
import Synchronization

/// A provider that answers from a script, and remembers what it was asked.
final class FakeProvider: VideoProvider {
    typealias SubmitAnswer = @Sendable (SubmissionID) async -> SubmitOutcome

    private struct State {
        var submitAnswers: [SubmitAnswer] = []
        var pollAnswers: [String: [PollOutcome]] = [:]
        var posts: [SubmissionID] = []
        var timeouts: [Duration] = []
        var polls: [String] = []
        var pollTimeouts: [Duration] = []
        var secondsAhead: Int64?
    }

    private let state = Mutex(State())
    /// Runs during every poll, before its answer.
    private let whilePolling: @Sendable (String) async -> Void

    init(whilePolling: @escaping @Sendable (String) async -> Void = { _ in }) {
        self.whilePolling = whilePolling
    }

    /// How far its answers show our clock to be ahead of its own.
    var secondsAhead: Int64? {
        get { state.withLock { $0.secondsAhead } }
        set { state.withLock { $0.secondsAhead = newValue } }
    }
    /// The ids of the submissions that were sent, in order; each stands for one POST.
    var posts: [SubmissionID] { state.withLock { $0.posts } }
    var timeouts: [Duration] { state.withLock { $0.timeouts } }
    var pollTimeouts: [Duration] { state.withLock { $0.pollTimeouts } }
    /// The generations that were asked about, in order.
    var polls: [String] { state.withLock { $0.polls } }

    /// The next POST gets this answer. Without one it is accepted as `gen-1`, `gen-2`, ….
    func willAnswer(_ outcome: SubmitOutcome) { willAnswer { _ in outcome } }

    func willAnswer(_ answer: @escaping SubmitAnswer) {
        state.withLock { $0.submitAnswers.append(answer) }
    }

    /// What polls of a generation bring, in order; the last one for ever. Without any it is queued.
    func polls(of generationID: String, bring outcomes: PollOutcome...) {
        state.withLock { $0.pollAnswers[generationID] = outcomes }
    }

    func submit(_ request: VideoRequest, as id: SubmissionID, timeout: Duration) async
        -> Answered<SubmitOutcome>
    {
        let (answer, number) = state.withLock { state in
            state.posts.append(id)
            state.timeouts.append(timeout)
            let answer = state.submitAnswers.isEmpty ? nil : state.submitAnswers.removeFirst()
            return (answer, state.posts.count)
        }
        return Answered(await answer?(id) ?? .accepted(.queued("gen-\(number)")))
    }

    func poll(_ generationID: String, timeout: Duration) async -> Answered<PollOutcome> {
        await whilePolling(generationID)
        let outcome = state.withLock { state in
            state.polls.append(generationID)
            state.pollTimeouts.append(timeout)
            var answers = state.pollAnswers[generationID] ?? [.answer(.queued(generationID))]
            let answer = answers[0]
            if answers.count > 1 { answers.removeFirst() }
            state.pollAnswers[generationID] = answers
            return answer
        }
        return Answered(outcome)
    }
}

extension Generation {
    static func queued(_ id: String?, usage: Usage? = nil) -> Generation {
        Generation(id: id, status: .running("queued"), usage: usage)
    }

    static func completed(_ id: String?, usage: Usage? = nil, headers: Usage? = nil) -> Generation {
        Generation(
            id: id, status: .completed, videoURL: "https://cdn.example/v.mp4", usage: usage,
            headerUsage: headers)
    }

    static func failed(_ id: String?, usage: Usage? = nil, fault: Fault? = nil) -> Generation {
        Generation(id: id, status: .failed("error"), fault: fault, usage: usage)
    }
}

extension Usage {
    /// As the provider writes it: dollars, and the credits that go with them.
    static func usd(_ text: String) -> Usage {
        Usage(usdText: text, creditsText: "\(USD(stringLiteral: text).credits)")!
    }
}
