package import Accounting

extension SpendReport {
    /// The days that a report is about, in the ledger's time zone.
    package struct Span: Hashable, Sendable {
        /// `2026-11`, or `2026-11-01 to 2026-11-15`.
        package let label: String
        /// Nil when the report has no beginning.
        package let firstDay: Day?
        /// Inclusive; nil when the report has no end.
        package let lastDay: Day?
        package let start: Instant
        /// The first instant that is no longer part of it.
        package let end: Instant
        /// The IANA name, such as `Europe/Berlin`.
        package let timeZone: String

        package init(
            label: String, firstDay: Day?, lastDay: Day?, start: Instant, end: Instant,
            timeZone: String
        ) {
            self.label = label
            self.firstDay = firstDay
            self.lastDay = lastDay
            self.start = start
            self.end = end
            self.timeZone = timeZone
        }

        /// The month that has a day in it: `2026-11`.
        package init(month day: Day, in calendar: LedgerCalendar) {
            let first = day.startOfMonth
            self.init(
                first.monthLabel, first, first.startOfNextMonth.advanced(by: -1), calendar)
        }

        /// From a day to a day, both inclusive; nil is no bound.
        package init(from first: Day?, to last: Day?, in calendar: LedgerCalendar) {
            let label =
                switch (first, last) {
                case (let first?, let last?): "\(first) to \(last)"
                case (let first?, nil): "since \(first)"
                case (nil, let last?): "until \(last)"
                case (nil, nil): "all"
                }
            self.init(label, first, last, calendar)
        }

        private init(_ label: String, _ first: Day?, _ last: Day?, _ calendar: LedgerCalendar) {
            self.init(
                label: label, firstDay: first, lastDay: last,
                start: first.map(calendar.start(of:)) ?? .distantPast,
                end: last.map { calendar.start(of: $0.advanced(by: 1)) } ?? .distantFuture,
                timeZone: calendar.identifier)
        }

        /// Whether it is one whole month.
        var isMonth: Bool {
            guard let firstDay, let lastDay else { return false }
            return firstDay == firstDay.startOfMonth
                && lastDay == firstDay.startOfNextMonth.advanced(by: -1)
        }

        /// The month before a month, else as many days before; nil where it has an open end.
        package var daysBefore: ClosedRange<Day>? {
            guard let firstDay, let lastDay, firstDay <= lastDay else { return nil }
            let end = firstDay.advanced(by: -1)
            let start =
                isMonth
                ? end.startOfMonth
                : firstDay.advanced(by: firstDay.ordinal - lastDay.ordinal - 1)
            return start...end
        }

        /// The span before it, called as the one that it is.
        func before(in calendar: LedgerCalendar) -> Span? {
            guard let days = daysBefore else { return nil }
            return isMonth
                ? Span(month: days.lowerBound, in: calendar)
                : Span(from: days.lowerBound, to: days.upperBound, in: calendar)
        }

        /// As the end of a sentence: `in 2026-11`, `from 2026-11-01 to 2026-11-15`.
        var phrase: String {
            if label.contains(" to ") { return "from \(label)" }
            return label.first?.isNumber == true ? "in \(label)" : label
        }
    }

    /// What the rows were narrowed to; nil is everything.
    package struct Filters: Hashable, Sendable {
        package let model: Name?
        package let mode: Mode?
        package let orientation: Orientation?
        package let project: Name?
        package let state: SubmissionState?
        /// Each of these.
        package let labels: [Label]

        package init(
            model: Name? = nil, mode: Mode? = nil, orientation: Orientation? = nil,
            project: Name? = nil, state: SubmissionState? = nil, labels: [Label] = []
        ) {
            self.model = model
            self.mode = mode
            self.orientation = orientation
            self.project = project
            self.state = state
            self.labels = labels
        }

        /// Whether budgets, forecasts and closings could be of the same: they know neither states nor labels.
        package var isOfScope: Bool { state == nil && labels.isEmpty }

        /// The same of another project.
        package func with(project: Name?) -> Filters {
            Filters(
                model: model, mode: mode, orientation: orientation, project: project, state: state,
                labels: labels)
        }

        /// The name and value of every filter, in the order of the document. Of labels only where there are any:
        /// the statement of a closed month stays what it was.
        var named: [(name: String, value: String?)] {
            [
                ("model", model?.text), ("mode", mode?.rawValue),
                ("orientation", orientation?.rawValue),
                ("project", project?.text), ("state", state?.rawValue),
            ] + (labels.isEmpty ? [] : [("label", labels.map(\.phrase).joined(separator: ", "))])
        }

        /// `mode pro, project trailer`; nil when nothing is narrowed.
        var phrase: String? {
            let parts = named.compactMap { filter in filter.value.map { "\(filter.name) \($0)" } }
            return parts.isEmpty ? nil : parts.joined(separator: ", ")
        }
    }
}

extension Label {
    /// As the command line takes it.
    fileprivate var phrase: String { "\(key)=\(value)" }
}
