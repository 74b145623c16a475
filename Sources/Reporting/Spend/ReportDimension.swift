package import Accounting

/// What the rows of a report can be grouped by.
///
///     ReportDimension("label:scene")      // .label("scene")
package enum ReportDimension: Hashable, Sendable {
    case day, week, month, model, mode, orientation, project, key, state
    /// The value of the label with this key.
    case label(Name)

    /// The default.
    package static let standard: [ReportDimension] = [.mode, .orientation, .day]

    /// All but labels, of which there are as many as keys.
    package static let plain: [ReportDimension] = [
        .day, .week, .month, .model, .mode, .orientation, .project, .key, .state,
    ]
    private static let labelPrefix = "label:"

    /// What can be written for one, `K` being the key of a label.
    package static let words = plain.map(\.name) + [labelPrefix + "K"]

    /// As people write it. Nil for what is none.
    package init?(_ text: String) {
        if let known = ReportDimension.plain.first(where: { $0.name == text }) {
            self = known
        } else if text.hasPrefix(ReportDimension.labelPrefix) {
            let key = text.dropFirst(ReportDimension.labelPrefix.count)
            guard !key.isEmpty else { return nil }
            self = .label(Name(String(key)))
        } else {
            return nil
        }
    }

    /// As people write it, and as columns and members of documents are called.
    package var name: String {
        switch self {
        case .day: "day"
        case .week: "week"
        case .month: "month"
        case .model: "model"
        case .mode: "mode"
        case .orientation: "orientation"
        case .project: "project"
        case .key: "key"
        case .state: "state"
        case .label(let key): ReportDimension.labelPrefix + key.text
        }
    }

    /// Days and what is made of them.
    var isTime: Bool {
        switch self {
        case .day, .week, .month: true
        case .model, .mode, .orientation, .project, .key, .state, .label: false
        }
    }

    /// The value of a row in it; nil where the row has no such part.
    func value(of key: SpendRow.Key) -> Name? {
        switch self {
        case .day: Name(key.day.description)
        case .week: Name(key.day.weekLabel)
        case .month: Name(key.day.monthLabel)
        case .model: key.model
        case .mode: (key.mode?.rawValue).map { Name($0) }
        case .orientation: (key.orientation?.rawValue).map { Name($0) }
        case .project: key.project
        case .key: key.detail?.key
        case .state: (key.detail?.state?.rawValue).map { Name($0) }
        case .label(let label): key.detail?.labels[label]
        }
    }

    /// Where a value stands among others: in the order of its cases, else of its name; none at the end.
    func place(of value: Name?) -> Place {
        let cases: [String]? =
            switch self {
            case .mode: Mode.allCases.map(\.rawValue)
            case .orientation: Orientation.allCases.map(\.rawValue)
            case .state: SubmissionState.allCases.map(\.rawValue)
            case .day, .week, .month, .model, .project, .key, .label: nil
            }
        guard let value else { return Place(rank: .max, name: Name("")) }
        return Place(rank: cases?.firstIndex { value == Name($0) } ?? 0, name: value)
    }

    struct Place: Comparable {
        let rank: Int
        let name: Name

        static func < (left: Place, right: Place) -> Bool {
            (left.rank, left.name) < (right.rank, right.name)
        }
    }
}

extension SpendDetail.Parts {
    /// What rows must be told apart by for these dimensions.
    package init(for dimensions: [ReportDimension]) {
        self.init()
        for dimension in dimensions {
            switch dimension {
            case .key: key = true
            case .state: state = true
            case .label(let label): labels.append(label)
            case .day, .week, .month, .model, .mode, .orientation, .project: break
            }
        }
    }
}
