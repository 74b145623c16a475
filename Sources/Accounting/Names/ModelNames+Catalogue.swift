extension ModelNames {
    /// A name, and the models that have it now besides their own: none for a model's own name.
    package struct Change: Hashable, Sendable {
        package let name: String
        package let models: [String]

        package init(name: String, models: [String]) {
            self.name = name
            self.models = models
        }
    }

    /// The further names that a catalogue gives to models.
    package struct Listed: Hashable, Sendable {
        /// The ids of the models that have each alias, in order. An id of its own is no alias.
        package let models: [ExactText: [String]]
        /// The ids of all models.
        package let ids: Set<ExactText>

        package static let nothing = Listed([])

        package init(_ entries: [CatalogueEntry]) {
            let ids = Set(entries.map { ExactText($0.id) })
            var models: [ExactText: Set<ExactText>] = [:]
            for entry in entries {
                for alias in entry.aliases.map(ExactText.init) where !ids.contains(alias) {
                    models[alias, default: []].insert(ExactText(entry.id))
                }
            }
            self.models = models.mapValues { $0.map(\.text).sorted() }
            self.ids = ids
        }

        /// The names that stand for other models than before, in order. What a catalogue says nothing
        /// of stays as it was.
        package func changes(from aliases: [Alias]) -> [Change] {
            let known = Dictionary(grouping: aliases.filter { $0.until == nil }) {
                ExactText($0.name)
            }
            .mapValues { $0.map(\.model).sorted() }
            let given = models.filter { known[$0.key] != $0.value }
                .map { Change(name: $0.key.text, models: $0.value) }
            let ended = known.keys.filter(ids.contains).map { Change(name: $0.text, models: []) }
            return (given + ended).sorted { $0.name < $1.name }
        }
    }
}
