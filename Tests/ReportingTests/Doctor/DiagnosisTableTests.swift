import Accounting
import Testing

@testable import Reporting

/// Each check at its lines, a row for each side.
@Suite struct DiagnosisTableTests {
    struct Case: Sendable {
        let name: Diagnosis.Name
        let facts: DoctorFacts
        let status: Diagnosis.Status
        let message: String
    }

    static let account: [Case] = [
        Case(.key, .healthy.limited(to: nil, nil, isDisabled: true), .problem, "disabled at"),
        Case(
            .key, .healthy.answering(.rejected(status: 403, reason: "no"), .missing(reason: "x")),
            .problem, "HTTP 403: no"),
        Case(.balance, .healthy, .ok, "$981.40; nothing is open"),
        Case(
            .balance, .healthy.holding([(.accepted, 1)]), .ok,
            "$981.40, covers the $1.00 still open"),
        Case(
            .balance, .healthy.holding([(.accepted, 1), (.unpriced, 1)]).balance("1.999999999"),
            .warning, "$1.999999999 does not cover the $2.00 that is still open"),
        Case(.balance, .healthy.holding([(.accepted, 1)]).balance("1"), .ok, "covers"),
        Case(.balance, .healthy.balance("0"), .problem, "$0.00: the provider refuses"),
        Case(.balance, .healthy.balance("-0.5"), .problem, "-$0.50"),
        Case(
            .balance, .healthy.balance("19.99", below: "20"), .warning, "below your line of $20.00"),
        Case(.balance, .healthy.balance("20", below: "20"), .ok, "$20.00; nothing is open"),
        Case(.keyLimit, .healthy, .ok, "$25.00 a month, kept by the provider from 00:00 UTC"),
        Case(.keyLimit, .healthy.limited(to: Sample.usd("9"), "no_reset"), .ok, "$9.00 in all"),
        Case(.keyLimit, .healthy.limited(to: nil, nil), .warning, "keeps no limit on this key"),
        Case(.clock, .healthy.ahead(by: 0), .ok, "agrees with the provider's"),
        // The second of theirs is cut: so much is not known.
        Case(.clock, .healthy.ahead(by: 6), .ok, "5 s ahead of the provider's"),
        Case(.clock, .healthy.ahead(by: 7), .warning, "6 s ahead of the provider's"),
        Case(.clock, .healthy.ahead(by: 61), .warning, "60 s ahead of"),
        Case(.clock, .healthy.ahead(by: 62), .problem, "61 s ahead of"),
        Case(.clock, .healthy.ahead(by: -5), .ok, "5 s behind the provider's"),
        Case(.clock, .healthy.ahead(by: -6), .warning, "6 s behind the provider's"),
        Case(.clock, .healthy.ahead(by: -61), .problem, "61 s behind"),
        Case(.clock, .healthy.ahead(by: -7200), .problem, "2 h behind"),
        Case(.clock, .healthy.ahead(by: 9, answeredIn: 9), .ok, "agrees"),
        Case(.clock, .healthy.limited(to: nil, nil), .unknown, "did not say what time it is"),
    ]

    static let machine: [Case] = [
        Case(.fileSystem, .healthy, .ok, "ext4, local"),
        Case(.fileSystem, .healthy.place { $0.fileSystem = "overlay" }, .ok, "container"),
        Case(.fileSystem, .healthy.place { $0.fileSystem = "tmpfs" }, .warning, "in memory"),
        Case(.fileSystem, .healthy.place { $0.fileSystem = "nfs4" }, .problem, "nfs4: its locks"),
        Case(.fileSystem, .healthy.place { $0.fileSystem = "cifs" }, .problem, "cifs"),
        Case(.fileSystem, .healthy.place { $0.fileSystem = "9p" }, .problem, "9p"),
        Case(.fileSystem, .healthy.place { $0.fileSystem = "fuse.sshfs" }, .problem, "fuse.sshfs"),
        Case(.fileSystem, .healthy.place { $0.fileSystem = "newfs" }, .unknown, "newfs"),
        Case(.fileSystem, .healthy.place { $0.fileSystem = nil }, .unknown, "cannot be found out"),
        Case(.diskSpace, .healthy, .ok, "40.0 GiB free"),
        Case(.diskSpace, .healthy.place { $0.freeBytes = 1 << 30 }, .ok, "1.0 GiB free"),
        Case(.diskSpace, .healthy.place { $0.freeBytes = 1 << 30 - 1 }, .warning, "1023 MiB free"),
        Case(.diskSpace, .healthy.place { $0.freeBytes = 50 << 20 }, .warning, "50 MiB free"),
        Case(.diskSpace, .healthy.place { $0.freeBytes = 50 << 20 - 1 }, .problem, "49 MiB free"),
        Case(.permissions, .healthy, .ok, "file 0600, folder 0700: nobody else"),
        Case(.permissions, .healthy.modes(folder: 0o755, file: 0o600), .ok, "folder 0755"),
        Case(.permissions, .healthy.modes(folder: 0o700, file: 0o666), .ok, "nobody else"),
        Case(.permissions, .healthy.modes(folder: 0o755, file: 0o644), .warning, "others can read"),
        Case(.permissions, .healthy.modes(folder: 0o710, file: 0o640), .warning, "others can read"),
        Case(
            .permissions, .healthy.modes(folder: 0o755, file: 0o660), .warning, "group can change"),
        Case(
            .permissions, .healthy.modes(folder: 0o755, file: 0o646), .problem, "everybody can ch"),
        Case(.permissions, .healthy.modes(folder: 0o770, file: 0o600), .warning, "group can repl"),
        Case(
            .permissions, .healthy.modes(folder: 0o777, file: 0o600), .problem, "everybody can re"),
        Case(.permissions, .healthy.modes(folder: 0o1777, file: 0o600), .warning, "beside"),
        Case(.permissions, .healthy.modes(folder: nil, file: nil), .ok, "will be 0600"),
        Case(.permissions, .healthy.place { $0.foreignOwner = 1001 }, .warning, "(1001)"),
        Case(.sqlite, .healthy, .ok, "3.51.3"),
        Case(.sqlite, .healthy.with { $0.sqliteVersion = "3.51.2" }, .ok, "3.51.2; its WAL-reset"),
        Case(.sqlite, .healthy.with { $0.sqliteVersion = "3.6.23" }, .ok, "3.6.23"),
        Case(.synchronous, .healthy, .ok, "FULL"),
        Case(.synchronous, .healthy.synchronous(1), .problem, "NORMAL"),
        Case(.synchronous, .healthy.synchronous(nil), .unknown, "busy"),
        Case(.timeZone, .healthy, .ok, "GMT, fixed; its day is 2026-11-21"),
    ]

    static let use: [Case] = [
        Case(.unresolved, .healthy, .ok, "none"),
        Case(.unresolved, .healthy.holding([(.accepted, 3600)]), .ok, "none; 1 still running"),
        Case(
            .unresolved, .healthy.holding([(.accepted, 3601)]), .warning,
            "1 accepted for 60 min, holding $1.00"),
        Case(.unresolved, .healthy.holding([(.dispatched, 600)]), .ok, "1 still running"),
        Case(.unresolved, .healthy.holding([(.dispatched, 601)]), .warning, "1 dispatched for 10"),
        Case(.unresolved, .healthy.holding([(.reserved, 601)]), .warning, "1 reserved for 10 min"),
        Case(
            .unresolved,
            .healthy.holding([(.unknown, 259_200), (.unpriced, 7200), (.unknown, 60)]), .warning,
            "2 unknown for up to 3 days, 1 unpriced for 2 h, holding $3.00"),
        Case(.prices, .healthy, .ok, "confirmed for 1 model"),
        Case(.prices, .healthy.priced(.catalogue, .user), .ok, "confirmed for 2 models"),
        Case(
            .prices, .healthy.priced(.builtin, .user), .warning,
            "inferred, unverified: vendor/model-0"),
        Case(.prices, .healthy.priced(nil, .builtin), .problem, "none for vendor/model-0: its"),
        Case(
            .prices, .healthy.priced(nil, nil, nil, nil, nil), .problem,
            "vendor/model-0, vendor/model-1, vendor/model-2 and 2 more"),
        Case(
            .prices, .healthy.priced(.user, .learned, .builtin), .warning,
            "raised by what was charged: vendor/model-1; inferred, unverified: vendor/model-2"),
        Case(
            .prices,
            .healthy.with {
                $0.prices = [.init(model: "a/b", mode: .pro, source: .user, isExceeded: true)]
            }, .warning, "charged more than your own price: a/b"),
        Case(.captured, .healthy, .ok, "not read yet"),
        Case(
            .captured, .healthy.captured("10", of: "10"), .ok, "100 % of the provider's bill of $10"
        ),
        Case(
            .captured, .healthy.captured("4.7", of: "10"), .warning,
            "47 % of the provider's bill of $10.00, 1 day to 2026-11-20: $5.30 of it is of no"),
        Case(.captured, .healthy.captured("0", of: "0"), .ok, "not read yet"),
        Case(.alerts, .healthy, .ok, "sent to 1 channel"),
        Case(.alerts, .healthy.with { $0.configuration.channels = 0 }, .warning, "not sent"),
        Case(.config, .healthy, .ok, "/home/ada/.config/bursar/config.toml"),
        Case(.config, .healthy.with { $0.configuration.isThere = false }, .ok, "there is no file"),
        Case(
            .config, .healthy.with { $0.configuration.warnings = ["http:// is not encrypted"] },
            .warning, "http:// is not encrypted"),
    ]

    @Test(arguments: account + machine + use) func aCheckSaysWhatItsFactsSay(row: Case) {
        let check = Diagnosis(row.facts).check(row.name)
        #expect(check.status == row.status, "\(check)")
        #expect(check.message.contains(row.message), "\(check.message)")
    }

    @Test func aRemarkOnSQLiteIsOnlyMadeWhereItIsDue() {
        for (version, isDue) in [
            ("3.7.0", true), ("3.46.1", true), ("3.51.2", true), ("3.51.3", false),
            ("3.52.0", false), ("4.0.0", false), ("3.6.99", false),
        ] {
            let check = Diagnosis(.healthy.with { $0.sqliteVersion = version }).check(.sqlite)
            #expect(check.message.contains("WAL-reset") == isDue, "\(version)")
        }
    }

    @Test func aModelIsNamedWithItsModesOnlyWhereTheyDiffer() {
        let facts = DoctorFacts.healthy.with {
            $0.prices = [
                .init(model: "a/b", mode: .pro, source: nil),
                .init(model: "a/b", mode: .std, source: .user),
            ]
        }
        #expect(Diagnosis(facts).check(.prices).message.contains("none for a/b (pro): its"))
    }

    @Test func whatIsOpenIsAskedAfterAndWhatIsUnknownCanBeResolved() {
        let lost = Diagnosis(.healthy.holding([(.unknown, 9), (.unpriced, 9)])).check(.unresolved)
        #expect(lost.remedy?.advice == .syncOrResolve(Sample.id))
        let late = Diagnosis(.healthy.holding([(.unpriced, 9)])).check(.unresolved)
        #expect(late.remedy?.advice == .syncRegularly)
    }

    @Test func aPathIsQuotedForTheShell() {
        let facts = DoctorFacts.healthy.modes(folder: 0o777, file: 0o600)
            .place { $0.folder = "/srv/ada's ledgers" }
        #expect(
            Diagnosis(facts).check(.permissions).remedy?.text
                == "chmod go-w '/srv/ada'\\''s ledgers'")
    }
}

extension DiagnosisTableTests.Case {
    init(
        _ name: Diagnosis.Name, _ facts: DoctorFacts, _ status: Diagnosis.Status, _ message: String
    ) {
        self.init(name: name, facts: facts, status: status, message: message)
    }
}
