import Accounting

extension SpendReport {
    /// The spend of everything that has the same value in each of some dimensions.
    struct Group: Hashable, Sendable {
        /// In the order of the dimensions; nil where it has no such part.
        let values: [Name?]
        let spend: Spend
    }

    /// One for each combination that has anything, in the order of the sections. They add up to the
    /// totals.
    func groups(by dimensions: [ReportDimension]) -> [Group] {
        let sections = dimensions.map(section)
        let places = sections.map { parts in
            Dictionary(parts.enumerated().map { ($1.key, $0) }) { first, _ in first }
        }
        let sums = SpendReport.sums(of: rows) { key in
            zip(dimensions, places).compactMap { dimension, places in
                places[dimension.value(of: key)]
            }
        }
        return sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { places, spend in
            Group(values: zip(sections, places).map { $0[$1].key }, spend: spend)
        }
    }
}
