import Accounting
import Metering
import Provider
import Reporting
import Transport

/// The two questions of `bursar doctor` to the provider, asked at once within one time-out.
struct DoctorProvider {
    let settings: Settings
    let clock: WallClock

    /// For everything together.
    static let timeout = Duration.seconds(10)

    func facts(isOffline: Bool) async -> DoctorFacts.Provider {
        var facts = DoctorFacts.Provider(baseURL: "", key: key, isOffline: isOffline)
        let endpoint: ProviderEndpoint
        do {
            endpoint = try ProviderEndpoint(parsing: settings.baseURL.value)
        } catch {
            // The value may hold a key in the wrong place; the error shows what can be shown.
            facts.failure = (error as? any AdvisedError)?.sentence ?? "\(error)"
            return facts
        }
        facts.baseURL = endpoint.shown
        switch settings.proxies.choice(for: endpoint.peer) {
        case .direct, .excepted, .loopback: break
        case .through(let proxy, let variable): facts.proxy = "\(proxy.authority) (\(variable))"
        case .unusable(let variable, let flaw):
            facts.failure = "\(variable): \(flaw)"
            return facts
        }
        guard !isOffline, let key = try? settings.requireKey() else { return facts }
        await ProviderClient.withClient(
            endpoint: endpoint, key: key, proxies: settings.proxies
        ) { client in
            async let cap = cap(from: client)
            async let balance = client.balance(timeout: DoctorProvider.timeout)
            facts.cap = await cap
            facts.balance = DoctorFacts.Answer(await balance) { $0 }
        }
        return facts
    }

    private func cap(from client: ProviderClient) async -> DoctorFacts.Answer<DoctorFacts.KeyCap> {
        let sentAt = clock.now()
        let outcome = await client.keyLimit(timeout: DoctorProvider.timeout)
        let receivedAt = clock.now()
        return DoctorFacts.Answer(outcome) { limit in
            DoctorFacts.KeyCap(
                threshold: limit.threshold, retention: limit.retention,
                isDisabled: limit.isDisabled == true,
                clock: limit.date.map {
                    ClockReading(theirs: $0, sentAt: sentAt, receivedAt: receivedAt)
                })
        }
    }

    private var key: DoctorFacts.Key {
        guard let key = settings.key else { return .absent }
        if (try? settings.requireKey()) != nil { return .set(origin: key.origin.description) }
        switch key.value.flaw {
        case nil: return .placeholder
        case .quoted: return .quoted
        case .unsendable: return .malformed
        }
    }
}

extension DoctorFacts.Answer {
    fileprivate init<Read: Sendable>(_ outcome: BooksOutcome<Read>, _ value: (Read) -> Value) {
        self =
            switch outcome {
            case .answer(let read): .given(value(read))
            case .rejected(let status, let fault):
                .rejected(status: status, reason: fault.sentence)
            case .unavailable(let fault, _): .missing(reason: fault.sentence)
            case .notModified: .missing(reason: "the provider answered HTTP 304")
            }
    }
}
