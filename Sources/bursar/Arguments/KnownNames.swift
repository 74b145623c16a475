import Accounting
import LedgerStore
import Reporting
import Text

/// Names as they were typed, compared with those that there are: the nearest is suggested.
extension CommandContext {
    /// Fails for a budget that is not there.
    func require(budget name: Name, in ledger: Ledger) throws {
        let names = try ledger.budgets().filter { viewer.maySee($0.scope) }.map(\.name)
        guard !names.contains(name) else { return }
        let question = Suggestion.question(about: name.text, among: names.map(\.text))
        let text = "there is no budget '\(name)'" + (question.isEmpty ? "" : ".\(question)")
        throw Failure(.failed, AdviceText.joined(text, Advice.listBudgets.words))
    }

    /// Fails for a key that never was. What there is to say of one that was revoked, the ledger knows.
    func require(key name: Name, in ledger: Ledger) throws {
        let keys = try ledger.keys()
        guard !keys.contains(where: { $0.name == name }) else { return }
        let inUse = keys.filter { $0.revokedAt == nil }
        let question = Suggestion.question(about: name.text, among: inUse.map(\.name.text))
        let text = "there is no key '\(name)'" + (question.isEmpty ? "" : ".\(question)")
        throw Failure(.failed, AdviceText.joined(text, Advice.listKeys.words))
    }

    /// Warns of a project that is nearly written like a known one. One that is near no other counts as
    /// new, without a warning.
    func warnOfSlip(project: Name?, in ledger: Ledger) throws {
        guard let project, let unknown = try UnknownProject(project, in: ledger),
            !unknown.question.isEmpty
        else { return }
        note(
            "warning: nothing was filed under project"
                + TerminalText.escaped(" '\(project)' before\(unknown.question)"))
    }

    /// Suggests a name for a filter that matches nothing. It may be of others.
    func noteUnknown(_ filters: FilterOptions, in ledger: Ledger) throws {
        guard viewer.seesEverything else { return }
        if let project = filters.project, let unknown = try UnknownProject(project, in: ledger) {
            noteNothing("nothing was filed under project '\(project)'\(unknown.question)")
        }
        if let model = filters.model, let unknown = try UnknownModel(model, in: ledger, at: now) {
            noteNothing("nothing was asked of model '\(model)'\(unknown.question)")
        }
    }

    private func noteNothing(_ text: String) {
        note("note: \(TerminalText.escaped(text))")
    }
}

/// A project that neither a budget nor the ledger has: new, or mistyped and outside its budget.
struct UnknownProject {
    /// `. Did you mean 'spring'?`, or nothing.
    let question: String

    /// Nil for one that is known, and where there is none yet.
    init?(_ project: Name, in ledger: Ledger) throws {
        let known = try ledger.projects()
        guard !known.isEmpty, !known.contains(project) else { return nil }
        let question = Suggestion.question(about: project.text, among: known.map(\.text))
        self.question = question.isEmpty ? "" : ".\(question)"
    }
}

/// A model that no price, list, budget or submission names: new, or a slip.
struct UnknownModel {
    /// `. Did you mean 'klingai/video-v3-motion-control'?`, or nothing.
    let question: String

    /// Nil for one that is known, by whichever of its names.
    init?(_ model: Name, in ledger: Ledger, at instant: Instant) throws {
        let book = try ledger.priceBook(at: instant)
        let known =
            book.prices.map(\.model) + book.listings.map(\.model)
            + (try ledger.usedModels().map(\.model))
            + (try ledger.budgets().compactMap(\.scope.model))
        guard !known.contains(where: { book.names.isSame($0, model) }) else { return nil }
        question =
            Suggestion.nearestModel(to: model, among: known).map { ". Did you mean '\($0)'?" }
            ?? ""
    }
}

extension Suggestion {
    /// One without its maker, or nearly written like one that is known.
    static func nearestModel(to name: Name, among models: [Name]) -> String? {
        let known = Set(models.map(\.text))
        return known.filter { $0.hasSuffix("/\(name.text.lowercased())") }.min()
            ?? nearest(to: name.text, among: known)
    }

    /// One that has a price.
    static func nearestModel(to name: Name, in book: PriceBook) -> String? {
        nearestModel(to: name, among: book.prices.map(\.model) + book.listings.map(\.model))
    }
}
