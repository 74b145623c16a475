import Accounting
import Alerting
import Foundation
import LedgerStore
import Metering
import Provider
import Reporting

/// Finds out what `bursar doctor` judges. An error is one of the facts, and is not thrown.
struct DoctorInspection {
    let context: CommandContext
    let isOffline: Bool

    func gathered() async -> DoctorFacts {
        // Whatever is wrong with the file is noted in the settings.
        let settings = Settings(environment: context.environment)
        let delivery = AlertDelivery(settings, in: context)
        var configuration = DoctorFacts.Configuration(settings, delivery)
        // Where the settings name no provider for certain, none is asked.
        let asksNobody = isOffline || configuration.failure != nil
        async let provider = DoctorProvider(settings: settings, clock: context.clock)
            .facts(isOffline: asksNobody)
        guard let path = try? settings.ledgerPath.value else {
            return DoctorFacts(
                asOf: context.now, configuration: configuration, provider: await provider,
                ledger: .nowhere, prices: nil, place: nil, sqliteVersion: Ledger.sqliteVersion)
        }
        let (ledger, prices) = await accounts(at: path)
        configuration.unknownBudgets = await unknownBudgets(settings, at: path)
        return DoctorFacts(
            asOf: context.now, configuration: configuration,
            provider: await provider, ledger: ledger, prices: prices,
            // Afterwards: by now it lies beside the files that it is used with.
            place: DoctorFacts.Place(LedgerFileFacts(of: path)),
            sqliteVersion: Ledger.sqliteVersion)
    }

    /// Reads a ledger that is there. None is made: until there is one, the prices are the built-in ones.
    private func accounts(at path: String) async -> (DoctorFacts.Ledger, [DoctorFacts.UsedPrice]?) {
        do {
            let ledger = try await Ledger.openReadOnly(path)
            try context.warnOfClock(ledger)
            let accounts = await DoctorFacts.Accounts(
                calendar: ledger.calendar, synchronous: try synchronous(of: ledger),
                held: try held(in: ledger),
                undelivered: try ledger.undelivered(at: context.now),
                captured: CapturedShare(
                    try ledger.capturedDays(limit: DoctorInspection.capturedDays)))
            let used = try ledger.usedModels()
            let limited = try ledger.budgets().map(\.scope).compactMap { scope in
                scope.model.map { (model: $0, mode: scope.mode) }
            }
            return (
                .open(accounts),
                prices(of: used + limited, in: try ledger.priceBook(at: context.now))
            )
        } catch let error as LedgerError where error.kind == .notFound {
            return (.absent, prices(of: [], in: .builtin))
        } catch let error as LedgerError where error.kind == .older {
            return (.outdated(error.sentence), nil)
        } catch {
            return (.unusable(DoctorInspection.words(error)), nil)
        }
    }

    /// What channels are narrowed to and no budget is called; nothing where no ledger can be asked.
    private func unknownBudgets(_ settings: Settings, at path: String) async -> [String] {
        guard let budgets = try? await Ledger.openReadOnly(path).budgets().map(\.name) else {
            return []
        }
        return settings.channels.flatMap { $0.budgets ?? [] }.filter { !budgets.contains(Name($0)) }
    }

    private static let lockTimeoutSeconds = 3
    private static let capturedDays = 31

    /// Nil while another process keeps the ledger.
    private func synchronous(of ledger: Ledger) async throws -> Int? {
        do {
            return try await ledger.synchronous(
                lockTimeoutSeconds: DoctorInspection.lockTimeoutSeconds)
        } catch let error as LedgerError where error.kind == .busy {
            return nil
        }
    }

    private func held(in ledger: Ledger) throws -> [DoctorFacts.Held] {
        try SubmissionState.holdingMoney.flatMap { state in
            try ledger.submissions(in: state).map { submission in
                let since =
                    submission.finishedAt ?? submission.acceptedAt ?? submission.dispatchedAt
                return DoctorFacts.Held(
                    id: submission.id, state: state, since: since ?? submission.reservedAt,
                    usd: submission.openReservation)
            }
        }
    }

    /// Of the usual model, where none is in use.
    private func prices(of used: [(model: Name, mode: Mode?)], in book: PriceBook)
        -> [DoctorFacts.UsedPrice]
    {
        let usual = Mode.allCases.map { (model: MotionControl.defaultModel, mode: Mode?.some($0)) }
        let prices = (used.isEmpty ? usual : used).map { model, mode in
            DoctorFacts.UsedPrice(
                model: model, mode: mode,
                source: source(of: model, mode: mode, in: book),
                isExceeded: book.isOwnPriceExceeded(of: model, mode: mode, at: context.now))
        }
        return Array(Set(prices))
    }

    /// What the provider's books have brought in names no mode: it has a price where any mode has one.
    private func source(of model: Name, mode: Mode?, in book: PriceBook) -> PriceSource? {
        let modes: [Mode?] = mode.map { [$0] } ?? [nil] + Mode.allCases.map(Optional.some)
        return modes.lazy.compactMap { book.price(of: model, mode: $0, at: context.now)?.source }
            .first
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let failure as Failure: failure.message ?? "it failed"
        case let error as LedgerError: error.sentence
        default: "\(error)"
        }
    }
}

extension DoctorFacts.Configuration {
    fileprivate init(_ settings: Settings, _ delivery: AlertDelivery) {
        self.init()
        failure = settings.faults.first { !$0.isOfAlertsAlone }?.message
        if failure == nil {
            do { _ = try settings.ledgerPath } catch { failure = "\(error)" }
        }
        channelFailures = delivery.faults.map(\.message) + delivery.failures.map(\.description)
        path = settings.configPath.value
        isThere = FileManager.default.fileExists(atPath: path)
        warnings = settings.warnings
        channels = settings.channels.count + delivery.faults.count
        channelNames = settings.channelNames ?? []
        balanceBelow = settings.balanceBelow.flatMap { try? USD(userText: $0.value) }
    }
}

extension DoctorFacts.Place {
    fileprivate init(_ condition: LedgerFileFacts) {
        self.init(
            path: condition.path, folder: condition.folder, folderMode: condition.folderMode,
            files: condition.files,
            foreignOwner: condition.owner.flatMap { $0 == condition.user ? nil : $0 },
            isFolderWritable: condition.isFolderWritable, fileSystem: condition.fileSystem,
            freeBytes: condition.freeBytes)
    }
}
