import Accounting
import ArgumentParser
import LedgerStore
import Metering
import Reporting
import Text

extension BudgetCommand {
    /// `bursar budget set`: makes a budget, or changes what is named of one that exists.
    struct Set: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Set or change a budget.",
            discussion: """
                A submission must fit every budget that counts it. What the running period has \
                already spent counts from the start. A new budget needs --limit and --per. Of one that \
                exists, what is not named stays as it is; any, as in --mode any, takes a part of its \
                scope away.

                Examples:
                  bursar budget set pro-month --limit 50 --per month --mode pro
                  bursar budget set day --limit 10.50 --per day --alert-at 50,90
                  bursar budget set tests --limit "40 submissions" --per week --project tests
                  bursar budget set credits --limit 2000000cr --per total
                  bursar budget set pro-month --limit 80
                  bursar budget set pro-month --mode any
                """)

        @Argument(help: "The budget's name.", transform: ArgumentReader.name)
        var name: Name

        @Option(
            parsing: .unconditional, help: "25, 25.50, $25, 2000000cr or \"40 submissions\".",
            transform: ArgumentReader.limit)
        var limit: BudgetLimit?

        @Option(help: "day, week, month, year or total.")
        var per: PeriodUnit?

        @Option(help: "Count only this mode; any for all.", transform: ScopePart.mode)
        var mode: BudgetChange.Part<Mode>?

        @Option(help: "Count only this orientation; any for all.", transform: ScopePart.orientation)
        var orientation: BudgetChange.Part<Accounting.Orientation>?

        @Option(help: "Count only this model; any for all.", transform: ScopePart.name)
        var model: BudgetChange.Part<Name>?

        @Option(help: "Count only this project; any for all.", transform: ScopePart.name)
        var project: BudgetChange.Part<Name>?

        @Option(
            help: "Count only submissions of this gateway key; any for all.",
            transform: ScopePart.name)
        var key: BudgetChange.Part<Name>?

        @Option(
            parsing: .unconditional,
            help: "Percentages at which to warn (default 50,80,100).",
            transform: ArgumentReader.percentages)
        var alertAt: [Int]?

        @Flag(
            inversion: .prefixedNo,
            help: "Warn when the period is heading over the limit (default: yes).")
        var alertForecast: Bool?

        @Flag(inversion: .prefixedNo, help: "Only warn: refuse nothing (default: no).")
        var warnOnly: Bool?

        func check() throws {
            if change == BudgetChange() {
                throw ValidationError("say what to set: --limit AMOUNT, --per, or what it counts")
            }
        }

        func run(in context: CommandContext) async throws {
            let meter = try await context.makingMeter()
            let ledger = meter.ledger
            try warnOfSlips(in: ledger, context)
            let (before, after) = try await context.deliveringAlerts(meter) { _ in
                do {
                    return try await ledger.set(change, budget: name, at: context.now)
                } catch let missing as BudgetChange.Missing {
                    throw Failure(.usage, words(about: missing))
                }
            }
            let standing = try ledger.standings(at: context.now).first { $0.budget.name == name }
            if let before, before.unit != after.unit, let added = standing?.overrides, added > .zero
            {
                let raised =
                    after.unit == .total
                    ? "its limit" : "the limit of every \(after.unit.rawValue)"
                context.note(
                    "warning: overrides of \(added.display) stay in force, and raise \(raised) until"
                        + " they end")
            }
            try context.printStatus(of: name, in: ledger)
        }

        /// A budget on a mistyped name counts nothing.
        private func warnOfSlips(in ledger: Ledger, _ context: CommandContext) throws {
            if case .only(let project)? = project {
                try context.warnOfSlip(project: project, in: ledger)
            }
            if case .only(let model)? = model,
                let unknown = try UnknownModel(model, in: ledger, at: context.now)
            {
                context.note(
                    "warning: no price, list or submission has a model"
                        + TerminalText.escaped(" '\(model)'\(unknown.question)"))
            }
        }

        private var change: BudgetChange {
            var change = BudgetChange()
            change.limit = limit
            change.unit = per
            change.model = model ?? .unchanged
            change.mode = mode ?? .unchanged
            change.orientation = orientation ?? .unchanged
            change.project = project ?? .unchanged
            change.key = key ?? .unchanged
            change.enforcement = warnOnly.map { $0 ? .warn : .block }
            change.alertAt = alertAt
            change.alertsOnForecast = alertForecast
            return change
        }

        private func words(about missing: BudgetChange.Missing) -> String {
            switch missing {
            case .limit: "there is no budget '\(name)' yet; say its limit: --limit AMOUNT"
            case .unit:
                "there is no budget '\(name)' yet; say what its period is: --per day, week, month,"
                    + " year or total"
            }
        }
    }
}

/// Readers of what a budget counts: a value, or `any` for all.
private enum ScopePart {
    private static let any = "any"

    static func name(_ text: String) throws -> BudgetChange.Part<Name> {
        text == any ? .any : .only(try ArgumentReader.name(text))
    }

    static func mode(_ text: String) throws -> BudgetChange.Part<Mode> { try part(text) }

    static func orientation(_ text: String) throws -> BudgetChange.Part<Accounting.Orientation> {
        try part(text)
    }

    private static func part<Value: RawRepresentable<String> & CaseIterable & Hashable & Sendable>(
        _ text: String
    ) throws -> BudgetChange.Part<Value> {
        if text == any { return .any }
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue) + [any]
            throw ValidationError("write one of \(known.joined(separator: ", "))")
        }
        return .only(value)
    }
}
