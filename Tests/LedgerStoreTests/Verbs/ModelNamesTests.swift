import Accounting
import Foundation
import LedgerStore
import TestSupport
import Testing

/// Budgets and filters of a model under all of its names.
@Suite struct ModelNamesTests {
    private let fixture: TestLedger
    private let pro = MotionControl.v26Pro
    private let open = MotionControl.v26Open

    init() throws { fixture = try TestLedger() }

    @discardableResult
    private func reserve(
        _ model: Name, _ usd: String, mode: Mode? = .pro, at instant: Instant = .start
    )
        async throws -> ReservationOutcome
    {
        try await fixture.ledger.reserve(
            Proposal(
                id: fixture.ids.id(at: instant),
                subject: Subject(model: model, mode: mode, orientation: .image),
                estimate: Estimate(
                    usd: .dollars(usd), seconds: nil, secondsSource: nil, unitPrice: .dollars(usd),
                    pricePer: .video, priceSource: .user)), at: instant)
    }

    private func list(_ entries: CatalogueEntry..., at instant: Instant = .start) async throws {
        _ = try await fixture.ledger.list([], names: ModelNames.Listed(entries), at: instant)
    }

    private func reserved(_ budget: Name, at instant: Instant = .start) throws -> USD {
        try fixture.holding(of: budget, at: instant).reserved
    }

    private func requireOrder() async throws {
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aBudgetOnEitherNameCountsBoth() async throws {
        try await fixture.ledger.set(
            .money("5", name: "open", scope: Scope(model: open)), at: .start)
        try await reserve(pro, "2")
        try await fixture.ledger.set(.money("5", name: "pro", scope: Scope(model: pro)), at: .start)
        try await reserve(open, "2", mode: .std)
        #expect(try reserved("open") == .dollars("4") && reserved("pro") == .dollars("4"))
        #expect(try await Refusal.reason(reserve(open, "2")) == .inFlightBudgetExhausted)
        #expect(try await Refusal.reason(reserve(pro, "2")) == .inFlightBudgetExhausted)
        try await reserve("other", "9")
        try await requireOrder()
    }

    @Test func aliasesOfTheCatalogueAreCountedFromWhenTheyAreKnown() async throws {
        try await fixture.ledger.set(.money("5", name: "m", scope: Scope(model: "m")), at: .start)
        try await fixture.ledger.set(
            .money("5", name: "short", scope: Scope(model: "short")), at: .start)
        try await reserve("m", "2")
        try await reserve("short", "2")
        #expect(try reserved("m") == .dollars("2"))
        try await list(CatalogueEntry(id: "m", aliases: ["short"]))
        #expect(try reserved("m") == .dollars("4") && reserved("short") == .dollars("4"))
        #expect(try await Refusal.reason(reserve("short", "2")) == .inFlightBudgetExhausted)
        try await reserve("m", "1")
        #expect(try reserved("short") == .dollars("5"))
        // Another process has the same.
        #expect(
            try fixture.another().standings(at: .start).map(\.holding.reserved)
                == [.dollars("5"), .dollars("5")])
        try await requireOrder()
    }

    @Test func whatAnAliasStoodForThenKeepsCounting() async throws {
        for name: Name in ["a", "b"] {
            try await fixture.ledger.set(
                .money("50", name: name, scope: Scope(model: name)), at: .start)
        }
        try await list(CatalogueEntry(id: "a", aliases: ["latest"]), CatalogueEntry(id: "b"))
        try await reserve("latest", "1")
        let later = Instant.start.advanced(bySeconds: 3600)
        try await list(
            CatalogueEntry(id: "a"), CatalogueEntry(id: "b", aliases: ["latest"]), at: later)
        try await reserve("latest", "2", at: later)
        #expect(try reserved("a", at: later) == .dollars("1"))
        #expect(try reserved("b", at: later) == .dollars("2"))
        // A list without it says nothing of it.
        try await list(CatalogueEntry(id: "a"), at: later.advanced(bySeconds: 1))
        try await reserve("latest", "3", at: later.advanced(bySeconds: 2))
        #expect(try reserved("b", at: later) == .dollars("5"))
        // One that is a model of its own now is nobody's alias.
        try await list(CatalogueEntry(id: "latest"), at: later.advanced(bySeconds: 3))
        try await reserve("latest", "4", at: later.advanced(bySeconds: 4))
        #expect(try reserved("b", at: later) == .dollars("5"))
        try await requireOrder()
    }

    @Test func theSameListAgainWritesNothing() async throws {
        try await list(CatalogueEntry(id: "m", aliases: ["short"]))
        let head = try fixture.ledger.head()
        try await list(CatalogueEntry(id: "m", aliases: ["short"]))
        #expect(try fixture.ledger.head() == head)
    }

    @Test func aFilterByOneNameFindsBoth() async throws {
        try await list(CatalogueEntry(id: "m", aliases: ["short"]))
        for model in [pro, open, "m", "short", "other"] { try await reserve(model, "1") }
        for (model, count) in [(pro, 2), (open, 2), ("short", 2), ("m", 2), ("other", 1)] {
            var filter = SubmissionFilter()
            filter.model = model
            #expect(try await fixture.ledger.submissions(matching: filter).count == count)
            #expect(
                try await fixture.ledger.spend(matching: filter).rows.map(\.key.model).count
                    == count)
            filter.state = .reserved
            #expect(try await fixture.ledger.spend(matching: filter).rows.count == 0)
        }
    }

    @Test func aForecastLooksBackOnBothNames() async throws {
        for model in [pro, open] {
            guard case .reserved(let submission, _) = try await reserve(model, "1") else { return }
            _ = try await fixture.ledger.record(
                .accepted(generationID: model.text, quotedCharge: nil), of: submission.id,
                at: .start)
            try await fixture.settle(submission.id, "1")
        }
        let history = try fixture.ledger.history(of: Scope(model: pro), at: .start)
        #expect(history[Day("2026-11-21")!] == .dollars("2"))
    }

    /// Written by the release before: what it counted under one name alone, and booked as std.
    @Test func aLedgerOfTheThirdFormatCountsBothNamesFromNowOn() async throws {
        let path = fixture.folder.path("third.sqlite")
        try FileManager.default.copyItem(
            atPath: Repository.url("Tests/LedgerStoreTests/Fixtures/format-3.sqlite").path,
            toPath: path)
        let now = Instant.at("2026-11-29T12:00:00Z")
        let ledger = try Ledger(path: path, at: now)
        #expect(try await ledger.verify().problems == [])
        let holdings = Dictionary(
            uniqueKeysWithValues: try ledger.standings(at: now).map {
                ($0.budget.name, [$0.holding.spent, $0.holding.reserved])
            })
        #expect(holdings["named"] == [.dollars("5.278"), .dollars("2.73")])
        #expect(holdings["open"] == holdings["named"])
        #expect(holdings["pro"] == [.dollars("4.368"), .dollars("2.73")])
        #expect(holdings["std"] == [.dollars("6.2972"), .dollars("2.73")], "as it was booked")
        #expect(holdings["all"] == [.dollars("9.2092"), .dollars("2.73")])
        // Two charges of twelve seconds for one that was read no longer raise the price.
        let price = try ledger.priceBook(at: now).price(
            of: MotionControl.defaultModel, mode: .std, seconds: 12, at: now)
        #expect(price?.usd == .dollars("0.1638") && price?.source == .catalogue)
        #expect(try ledger.cached("catalogue") == nil, "the list is read anew, for its aliases")
        let copy = fixture.folder.path("copy.sqlite")
        #expect(try await ledger.backup(to: copy).isInOrder)
        _ = try await ledger.list(
            [], names: ModelNames.Listed([CatalogueEntry(id: open, aliases: ["short"])]), at: now)
        #expect(try await ledger.verify().problems == [])
    }
}
