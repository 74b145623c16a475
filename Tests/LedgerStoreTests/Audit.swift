import Accounting
import Foundation
import TestSupport

@testable import LedgerStore

/// Goes through a journal from the first entry on, keeps books of its own in the plainest way, and
/// says where the ledger let too much through or refused what would have fitted.
struct Audit {
    private var budgets: [Name: Budget] = [:]
    private var overrides: [BudgetOverride] = []
    private var submissions: [SubmissionID: Submission] = [:]
    private var holdings: [Key: Holding] = [:]
    /// By how much windows may be over their limit: charges above their reservations, and what was
    /// filed there later.
    private var excess: [Key: USD] = [:]
    /// How many submissions came into a window later, filed there or charged after they had failed: they
    /// ask no limit.
    private var late: [Key: Int] = [:]
    private let calendar: LedgerCalendar
    private(set) var findings: [String] = []
    private(set) var reserved = 0
    private(set) var refused = 0

    private struct Key: Hashable {
        let budget: Name
        let start: Instant
    }

    init(of ledger: Ledger) throws {
        calendar = ledger.calendar
        var lines: [Journal.Line] = []
        try ledger.file.read { database in
            try Journal.forEachLine(in: database) { lines.append($0) }
        }
        for line in lines { try take(line.contents().entry, at: line.at) }
        for (key, holding) in holdings where holding.reserved != .zero || holding.open != 0 {
            findings.append("\(key.budget) still holds \(holding.reserved)")
        }
    }

    private mutating func take(_ entry: Entry, at instant: Instant) {
        switch entry {
        case .budgetSet(let budget): budgets[budget.name] = budget
        case .budgetOverridden(let change): overrides.append(change)
        case .proposed(let proposal, let event):
            let day = calendar.day(of: instant)
            guard let submission = Submission(proposal, event: event, day: day, at: instant) else {
                return
            }
            submissions[submission.id] = submission
            if let refusal = submission.refusal {
                refused += 1
                check(refusal, proposal, at: instant)
            } else {
                reserved += 1
                move(from: nil, to: submission)
                checkLimits(for: submission)
            }
        case .happened(let id, let event):
            guard let before = submissions[id], let after = before.applying(event, at: instant)
            else {
                findings.append("\(event.kind.rawValue) cannot happen to \(id)")
                return
            }
            move(from: before, to: after)
            checkLimits(for: after)
        case .refiled(let id, let refiling): take(refiling, of: id)
        case .opened, .imported, .overrun, .budgetRemoved, .budgetMuted, .priceSet, .priceUnset,
            .priceForgotten, .pricesListed, .aliasesListed, .keyCreated, .keyRevoked, .alertRaised,
            .monthClosed:
            break
        }
    }

    private mutating func move(from before: Submission?, to after: Submission) {
        submissions[after.id] = after
        let change = Holding(after) - (before.map { Holding($0) } ?? .nothing)
        for key in keys(of: after.subject, at: after.reservedAt) {
            holdings[key] = (holdings[key] ?? .nothing) + change
            if before != nil {
                excess[key, default: .zero] += max(.zero, change.spent + change.reserved)
                late[key, default: 0] += max(0, change.submissions)
            }
        }
    }

    private mutating func take(_ refiling: Refiling, of id: SubmissionID) {
        guard let before = submissions[id], let after = before.refiled(refiling) else {
            findings.append("\(id) is not what was filed elsewhere")
            return
        }
        submissions[id] = after
        let holding = Holding(after)
        let old = Set(keys(of: before.subject, at: before.reservedAt))
        let new = Set(keys(of: after.subject, at: after.reservedAt))
        for key in old.subtracting(new) {
            holdings[key] = (holdings[key] ?? .nothing) - holding
        }
        for key in new.subtracting(old) {
            holdings[key] = (holdings[key] ?? .nothing) + holding
            excess[key, default: .zero] += holding.spent + holding.reserved
            late[key, default: 0] += holding.submissions
        }
        checkLimits(for: after)
    }

    private mutating func checkLimits(for submission: Submission) {
        for key in keys(of: submission.subject, at: submission.reservedAt) {
            let holding = holdings[key] ?? .nothing
            let budget = budgets[key.budget]!
            switch budget.limit {
            case .usd(let limit):
                let bound = limit + extra(budget.name) + (excess[key] ?? .zero)
                if holding.spent + holding.reserved > bound {
                    findings.append("\(key.budget) holds \(holding), more than \(bound)")
                }
            case .submissions(let limit):
                if holding.submissions > limit + (late[key] ?? 0) {
                    findings.append("\(key.budget) holds \(holding)")
                }
            }
        }
    }

    /// A refusal is due when one of the budgets it names stood as it says, and left no room.
    private mutating func check(_ refusal: Refusal, _ proposal: Proposal, at instant: Instant) {
        let keys = keys(of: proposal.subject, at: instant)
        if refusal.obstacles.isEmpty { findings.append("refused for nothing: \(refusal.message)") }
        for obstacle in refusal.obstacles {
            guard let key = keys.first(where: { $0.budget == obstacle.budget }) else {
                findings.append("\(obstacle.budget) does not count \(proposal.subject)")
                continue
            }
            let holding = holdings[key] ?? .nothing
            let isInTheWay =
                switch obstacle.limit {
                case .usd(let limit):
                    holding.spent + holding.reserved + proposal.estimate.usd
                        > limit + extra(obstacle.budget)
                case .submissions(let limit): holding.submissions + 1 > limit
                }
            if holding != obstacle.holding || !isInTheWay {
                findings.append("\(obstacle.budget) was not in the way: \(holding)")
            }
        }
    }

    private func extra(_ budget: Name) -> USD {
        overrides.filter { $0.budget == budget }.map(\.added).reduce(.zero, +)
    }

    private func keys(of subject: Subject, at instant: Instant) -> [Key] {
        budgets.values.filter { $0.scope.matches(subject) }.map {
            Key(budget: $0.name, start: calendar.period($0.unit, containing: instant).start)
        }
    }
}
