/// Under which names the provider takes one model.
///
/// Names are one model where the built-in list or the provider's catalogue says so. What was reserved
/// under an alias stays the model's that had it then.
package struct ModelNames: Sendable {
    /// One further name of a model, as the catalogue has it.
    package struct Alias: Hashable, Sendable {
        package let name: Name
        package let model: Name
        /// When the name came to this model from another; nil where it is not known to have had one.
        package let since: Instant?
        /// When a catalogue was read that no longer gives the name to this model; nil while it does.
        package let until: Instant?

        package init(name: Name, model: Name, since: Instant? = nil, until: Instant? = nil) {
            self.name = name
            self.model = model
            self.since = since
            self.until = until
        }

        func holds(at instant: Instant) -> Bool {
            (since.map { $0 <= instant } ?? true) && (until.map { instant < $0 } ?? true)
        }
    }

    package static let builtin = ModelNames([])

    /// In the order of time; the last holds for good.
    private let spans: [Span]

    package init(_ aliases: [Alias]) {
        let ends = Set(aliases.flatMap { [$0.since, $0.until].compactMap(\.self) }).sorted()
        spans =
            ends.map { Span(aliases, before: $0) } + [Span(aliases.filter { $0.until == nil })]
    }

    /// Whether two names stand for one model at an instant.
    package func isSame(_ left: Name, _ right: Name, at instant: Instant = .distantFuture)
        -> Bool
    {
        if left == right { return true }
        let models = span(at: instant).models
        guard let some = models[left], let others = models[right] else {
            return false
        }
        return !some.isDisjoint(with: others)
    }

    /// The mode that a name says by itself; nil for most.
    package func mode(of name: Name, at instant: Instant = .distantFuture) -> Mode? {
        span(at: instant).proNames.contains(name) ? .pro : nil
    }

    /// Every name that stands for the same model now, in order; at least the name itself.
    package func all(sameAs name: Name) -> [Name] {
        let models = span(at: .distantFuture).models
        guard let meant = models[name] else { return [name] }
        return models.filter { !$0.value.isDisjoint(with: meant) }.map(\.key).sorted()
    }

    /// Whether a budget may count something else by these names than by others.
    package func counts(in scope: Scope, otherThan before: ModelNames) -> Bool {
        let last = (span(at: .distantFuture), before.span(at: .distantFuture))
        return scope.mode != nil && last.0.proNames != last.1.proNames
            || scope.model.map { all(sameAs: $0) != before.all(sameAs: $0) } ?? false
    }

    package func isMotionControl(_ name: Name) -> Bool {
        (MotionControl.v3 + MotionControl.v26).contains { isSame($0, name) }
    }

    private func span(at instant: Instant) -> Span {
        spans.first { $0.end.map { instant < $0 } ?? true } ?? spans[spans.count - 1]
    }
}

/// What names stand for over some time.
private struct Span: Sendable {
    /// Nil for good.
    let end: Instant?
    /// Each name that has others, with what tells its model from the rest. An alias of several models
    /// may be any of them.
    let models: [Name: Set<Name>]
    /// The names that say `pro`.
    let proNames: Set<Name>

    init(_ aliases: [ModelNames.Alias], before end: Instant) {
        let last = Instant(microseconds: end.microseconds - 1)
        self.init(aliases.filter { $0.holds(at: last) }, end: end)
    }

    init(_ aliases: [ModelNames.Alias], end: Instant? = nil) {
        self.end = end
        let owners = Dictionary(grouping: aliases) { $0.name }
            .mapValues { $0.map { $0.model } }
        let pro = MotionControl.v26Pro
        let open = MotionControl.v26Open
        var roots = Roots()
        roots.join(pro, open)
        for (name, models) in owners where models.count == 1 { roots.join(name, models[0]) }
        var found: [Name: Set<Name>] = [:]
        for name in roots.names { found[name] = [roots.root(of: name)] }
        for (name, models) in owners where models.count > 1 {
            found[name, default: [name]].formUnion(models.map { roots.root(of: $0) })
            for model in models { found[model, default: []].insert(roots.root(of: model)) }
        }
        models = found
        let linked = aliases.flatMap { alias -> [Name] in
            let (name, model) = (alias.name, alias.model)
            return model == pro ? [name] : name == pro ? [model] : []
        }
        proNames = Set(linked).subtracting([open]).union([pro])
    }
}

/// Sets of names that were joined, each represented by one of them.
private struct Roots {
    private var parents: [Name: Name] = [:]

    var names: [Name] { Array(parents.keys) }

    func root(of name: Name) -> Name {
        var root = name
        while let parent = parents[root], parent != root { root = parent }
        return root
    }

    mutating func join(_ left: Name, _ right: Name) {
        let (first, second) = (root(of: left), root(of: right))
        parents[first] = parents[first] ?? first
        parents[second] = first
        for name in [left, right] where parents[name] == nil { parents[name] = first }
    }
}
