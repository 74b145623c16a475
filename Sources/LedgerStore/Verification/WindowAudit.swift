import Accounting

/// The windows of one budget, counted anew from the submissions.
struct WindowAudit {
    private let budget: Budget
    private let windows: [Window]
    private let names: ModelNames
    private var counted: [Holding]
    /// Submissions come more or less in the order of time, so the last window is the likely one.
    private var latest = 0

    init(budget: Budget, windows: [Window], names: ModelNames) {
        self.budget = budget
        self.names = names
        self.windows = windows
        counted = Array(repeating: .nothing, count: windows.count)
    }

    mutating func add(_ holding: Holding, of subject: Subject, at instant: Instant) throws {
        guard !windows.isEmpty, budget.scope.matches(subject, at: instant, names: names) else {
            return
        }
        if !windows[latest].period.contains(instant) {
            guard let found = windows.firstIndex(where: { $0.period.contains(instant) }) else {
                return
            }
            latest = found
        }
        counted[latest] = try counted[latest].adding(holding)
    }

    /// Whether every window holds what its submissions hold.
    var isRight: Bool { zip(windows, counted).allSatisfy { $0.holding == $1 } }

    /// - Parameter calendar: the ledger's, whose days windows begin with.
    func problems(_ calendar: LedgerCalendar) -> [String] {
        zip(windows, counted).filter { $0.holding != $1 }.map { window, counted in
            "budget '\(budget.name)' from \(calendar.day(of: window.period.start)) on holds"
                + " \(window.holding.spent.display) spent and \(window.holding.reserved.display)"
                + " reserved, and its submissions \(counted.spent.display) and"
                + " \(counted.reserved.display)"
        }
    }
}
