extension ModelNames {
    /// A name, and the models that have it now besides their own: none for a model's own name.
    package struct Change: Hashable, Sendable {
        package let name: Name
        package let models: [Name]

        package init(name: Name, models: [Name]) {
            self.name = name
            self.models = models
        }
    }

    /// The further names that a catalogue gives to models.
    package struct Listed: Hashable, Sendable {
        /// The ids of the models that have each alias, in order. An id of its own is no alias.
        package let models: [Name: [Name]]
        /// The ids of all models.
        package let ids: Set<Name>

        package static let nothing = Listed([])

        package init(_ entries: [CatalogueEntry]) {
            let ids = Set(entries.map(\.id))
            var models: [Name: Set<Name>] = [:]
            for entry in entries {
                for alias in entry.aliases where !ids.contains(alias) {
                    models[alias, default: []].insert(entry.id)
                }
            }
            self.models = models.mapValues { $0.sorted() }
            self.ids = ids
        }

        /// The names that stand for other models than before, in order. What a catalogue says nothing
        /// of stays as it was.
        package func changes(from aliases: [Alias]) -> [Change] {
            let known = Dictionary(grouping: aliases.filter { $0.until == nil }) { $0.name }
                .mapValues { $0.map(\.model).sorted() }
            let given = models.filter { known[$0.key] != $0.value }
                .map { Change(name: $0.key, models: $0.value) }
            let ended = known.keys.filter(ids.contains).map { Change(name: $0, models: []) }
            return (given + ended).sorted { $0.name < $1.name }
        }
    }
}
