import Accounting
import Reporting

/// Facts of an installation where everything is as it should be, to be spoilt one by one.
extension DoctorFacts {
    typealias Answers = (cap: Answer<KeyCap>, balance: Answer<USD>)

    static var healthy: DoctorFacts {
        var configuration = Configuration()
        configuration.path = "/home/ada/.config/bursar/config.toml"
        configuration.isThere = true
        configuration.channels = 1
        let cap = KeyCap(
            threshold: Sample.usd("25"), retention: "month", isDisabled: false,
            clock: ClockReading(theirs: Sample.now, sentAt: Sample.now, receivedAt: Sample.now))
        return DoctorFacts(
            asOf: Sample.now, configuration: configuration,
            provider: Provider(
                baseURL: "https://api.aimlapi.com", key: .set(origin: "from AIMLAPI_API_KEY"),
                cap: .given(cap), balance: .given(Sample.usd("981.40"))),
            ledger: .open(
                Accounts(
                    calendar: Sample.calendar, synchronous: 2, held: [])),
            prices: [UsedPrice(model: Sample.model, mode: .pro, source: .user)],
            place: Place(
                path: "/home/ada/.local/share/bursar/ledger.sqlite",
                folder: "/home/ada/.local/share/bursar", folderMode: 0o700,
                files: [("/home/ada/.local/share/bursar/ledger.sqlite", 0o600)],
                fileSystem: "ext4", freeBytes: 40 << 30),
            sqliteVersion: "3.51.3")
    }

    /// The same, but for one thing.
    func with(_ change: (inout DoctorFacts) -> Void) -> DoctorFacts {
        var facts = self
        change(&facts)
        return facts
    }

    func answering(_ cap: Answer<KeyCap>?, _ balance: Answer<USD>?) -> DoctorFacts {
        with {
            $0.provider.cap = cap
            $0.provider.balance = balance
        }
    }

    func key(_ key: Key) -> DoctorFacts {
        answering(nil, nil).with { $0.provider.key = key }
    }

    /// The provider's clock this many seconds behind ours, in an answer that took this long.
    func ahead(by seconds: Int, answeredIn duration: Int = 0) -> DoctorFacts {
        let reading = ClockReading(
            theirs: Sample.now.advanced(bySeconds: -seconds),
            sentAt: Sample.now.advanced(bySeconds: -duration), receivedAt: Sample.now)
        return answering(
            .given(KeyCap(threshold: nil, retention: nil, isDisabled: false, clock: reading)),
            provider.balance)
    }

    func limited(to threshold: USD?, _ retention: String?, isDisabled: Bool = false)
        -> DoctorFacts
    {
        answering(
            .given(
                KeyCap(
                    threshold: threshold, retention: retention, isDisabled: isDisabled, clock: nil)),
            provider.balance)
    }

    func balance(_ usd: String, below line: String? = nil) -> DoctorFacts {
        with {
            $0.provider.balance = .given(Sample.usd(usd))
            $0.configuration.balanceBelow = line.map(Sample.usd)
        }
    }

    /// A day of which so much was billed, and the part of it that is here.
    func captured(_ captured: String, of billed: String) -> DoctorFacts {
        with {
            guard case .open(var accounts) = $0.ledger else { return }
            accounts.captured = CapturedShare([
                CapturedDay(
                    day: Day("2026-11-20")!, billed: Sample.usd(billed),
                    captured: Sample.usd(captured), readAt: Sample.now)
            ])
            $0.ledger = .open(accounts)
        }
    }

    /// Submissions in these states, of a dollar each, that are this many seconds old.
    func holding(_ states: [(SubmissionState, Int)]) -> DoctorFacts {
        let held = states.map { state, age in
            Held(
                id: Sample.id, state: state, since: Sample.now.advanced(bySeconds: -age),
                usd: Sample.usd("1"))
        }
        return with {
            $0.ledger = .open(
                Accounts(
                    calendar: Sample.calendar, synchronous: 2, held: held))
        }
    }

    func synchronous(_ level: Int?) -> DoctorFacts {
        with {
            $0.ledger = .open(
                Accounts(calendar: Sample.calendar, synchronous: level, held: []))
        }
    }

    func place(_ change: (inout Place) -> Void) -> DoctorFacts {
        with { facts in
            guard var place = facts.place else { return }
            change(&place)
            facts.place = place
        }
    }

    func modes(folder: Int?, file: Int?) -> DoctorFacts {
        place { place in
            place.folderMode = folder
            place.files = file.map { [(place.path, $0)] } ?? []
        }
    }

    func priced(_ sources: PriceSource?...) -> DoctorFacts {
        with { facts in
            facts.prices = sources.enumerated().map { index, source in
                UsedPrice(model: "vendor/model-\(index)", mode: nil, source: source)
            }
        }
    }
}

extension Diagnosis {
    func check(_ name: Name) -> Check { checks.first { $0.name == name }! }

    func names(_ status: Status) -> [Name] {
        checks.filter { $0.status == status }.map(\.name)
    }
}
