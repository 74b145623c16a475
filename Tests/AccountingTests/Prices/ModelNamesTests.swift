import Testing

@testable import Accounting

/// Which names are one model, and when.
@Suite struct ModelNamesTests {
    private static let pro = MotionControl.v26Pro
    private static let open = MotionControl.v26Open
    private static let noon = Instant(seconds: 1_800_000_000)

    private func names(_ aliases: (Name, Name)...) -> ModelNames {
        ModelNames(aliases.map { ModelNames.Alias(name: $0.0, model: $0.1) })
    }

    @Test(
        arguments: [
            (pro, open, true), (open, pro, true), (pro, pro, true), ("a", "a", true),
            (pro, MotionControl.defaultModel, false), ("a", "b", false),
            // A name is its bytes: one that only looks the same is another.
            ("caf\u{E9}", "cafe\u{301}", false),
        ] as [(Name, Name, Bool)])
    func bothNamesOfV26AreOneModel(left: Name, right: Name, isSame: Bool) {
        #expect(ModelNames.builtin.isSame(left, right) == isSame)
        #expect(Scope(model: left).matches(Sample.subject(model: right)) == isSame)
    }

    @Test func aliasesOfOneModelAreOneModelAcrossAllOfThem() {
        let names = names(("a1", "a"), ("a2", "a"), ("b1", "b"), ("x", ModelNamesTests.pro))
        #expect(names.all(sameAs: "a1") == ["a", "a1", "a2"])
        #expect(names.isSame("a1", "a2") && !names.isSame("a1", "b1"))
        #expect(names.isSame("x", ModelNamesTests.open), "by way of the built-in name")
        #expect(names.all(sameAs: "c") == ["c"])
    }

    /// Any of them may be meant, so budgets of each count it; and they are no one model by that.
    @Test func anAliasOfTwoModelsMayBeEither() {
        let names = names(("latest", "a"), ("latest", "b"), ("a1", "a"))
        #expect(names.isSame("latest", "a") && names.isSame("b", "latest"))
        #expect(names.isSame("latest", "a1"))
        #expect(!names.isSame("a", "b") && !names.isSame("a1", "b"))
    }

    @Test func anAliasThatMovedCountsForTheModelThatHadItThen() {
        let noon = ModelNamesTests.noon
        let names = ModelNames([
            ModelNames.Alias(name: "latest", model: "a", until: noon),
            ModelNames.Alias(name: "latest", model: "b", since: noon),
        ])
        let before = noon.advanced(bySeconds: -1)
        #expect(names.isSame("latest", "a", at: before) && !names.isSame("latest", "b", at: before))
        #expect(!names.isSame("latest", "a", at: noon))
        #expect(names.isSame("latest", "b", at: noon))
        #expect(names.all(sameAs: "a") == ["a"])
    }

    @Test func theNameThatSaysProIsInPro() {
        let names = names(("short-pro", ModelNamesTests.pro), ("short", ModelNamesTests.open))
        #expect(names.mode(of: ModelNamesTests.pro) == .pro && names.mode(of: "short-pro") == .pro)
        #expect(names.mode(of: ModelNamesTests.open) == nil && names.mode(of: "short") == nil)
        #expect(names.mode(of: "vendor/other-pro-model") == nil)
        let listed = ModelNames([
            ModelNames.Alias(name: ModelNamesTests.pro, model: ModelNamesTests.open)
        ])
        #expect(listed.mode(of: ModelNamesTests.open) == nil)
    }

    @Test(arguments: [nil, .std, .pro] as [Mode?])
    func aBudgetOfProCountsWhatIsProByItsName(mode: Mode?) {
        let subject = Sample.subject(model: ModelNamesTests.pro, mode: mode)
        #expect(Scope(mode: .pro).matches(subject))
        // What was stated counts as well: which of both it will be is not known.
        #expect(Scope(mode: .std).matches(subject) == (mode == .std))
        #expect(
            Scope(mode: .pro).matches(Sample.subject(model: ModelNamesTests.open, mode: mode))
                == (mode == .pro))
    }

    @Test func onlyWhatACatalogueChangesIsTakenDown() {
        let entries = [
            CatalogueEntry(id: "a", aliases: ["a1", "b"]), CatalogueEntry(id: "b", aliases: ["b1"]),
            CatalogueEntry(id: "c", aliases: ["b1"]),
        ]
        let listed = ModelNames.Listed(entries)
        typealias Change = ModelNames.Change
        #expect(
            listed.changes(from: []) == [
                Change(name: "a1", models: ["a"]), Change(name: "b1", models: ["b", "c"]),
            ])
        let known = [
            ModelNames.Alias(name: "a1", model: "a"), ModelNames.Alias(name: "b", model: "a"),
            ModelNames.Alias(name: "b1", model: "b"), ModelNames.Alias(name: "b1", model: "c"),
            ModelNames.Alias(name: "gone", model: "z"),
        ]
        // An id is no alias any more; what the list says nothing of stays.
        #expect(listed.changes(from: known) == [Change(name: "b", models: [])])
    }
}
