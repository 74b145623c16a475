import Accounting
import Testing

/// A name is its bytes, wherever it is compared, sorted or looked up.
@Suite struct NameTests {
    private static let pairs: [(Name, Name)] = [
        ("caf\u{E9}", "cafe\u{301}"), ("\u{1112}\u{1161}\u{11AB}", "한"), ("Å", "\u{212B}"),
        ("q\u{307}\u{323}", "q\u{323}\u{307}"), ("ﬁ", "fi"), ("a", "A"), ("", "\u{200B}"),
    ]

    @Test(arguments: pairs)
    func whatOnlyLooksTheSameIsAnother(left: Name, right: Name) {
        #expect(left != right && Set([left, right]).count == 2)
        #expect((left < right) != (right < left))
        let scope = Scope(project: left)
        #expect(scope.matches(Self.subject(project: left)))
        #expect(!scope.matches(Self.subject(project: right)))
        #expect(!scope.matches(Self.subject(project: nil)))
        #expect(
            Budget(name: left, scope: scope, unit: .month, limit: .submissions(1))
                != Budget(
                    name: left, scope: Scope(project: right), unit: .month, limit: .submissions(1)))
        #expect(Label(key: left, value: "x") != Label(key: right, value: "x"))
    }

    @Test func theOrderIsThatOfTheBytes() {
        let names: [Name] = ["é", "e\u{301}", "z", "", "Z", "\u{1F600}", "\u{FFFD}", "a", "ab"]
        let sorted = names.sorted().map { Array($0.text.utf8) }
        for (left, right) in zip(sorted, sorted.dropFirst()) {
            #expect(left.lexicographicallyPrecedes(right))
        }
    }

    private static func subject(project: Name?) -> Subject {
        Subject(model: "m", mode: nil, orientation: nil, project: project)
    }
}
