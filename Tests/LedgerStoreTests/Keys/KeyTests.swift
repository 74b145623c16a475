import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// Keys of the gateway in a real file: made once, found by their token, revoked for good.
@Suite struct KeyTests {
    let fixture: TestLedger
    var ledger: Ledger { fixture.ledger }

    init() throws { fixture = try TestLedger() }

    @Test func aKeyIsFoundByItsTokenAndStaysAfterReopening() async throws {
        let grant = KeyGrant(
            name: "studio", project: "spring", isAdmin: true, expiresAt: .at("2026-12-01T00:00:00Z")
        )
        let (key, token) = try await ledger.createKey(grant, at: .start)
        #expect(key == GatewayKey(grant, createdAt: .start))
        for ledger in [ledger, try fixture.another()] {
            #expect(try ledger.key(presenting: token.text) == key)
            #expect(try ledger.keys() == [key])
            #expect(try ledger.hasKeys())
        }
        #expect(try fixture.kinds() == ["opened", "key_created"])
        #expect(try await ledger.verify().problems == [])
    }

    @Test func aKeyWithoutAnythingElseIsForEverAndForAnyProject() async throws {
        let (key, token) = try await ledger.createKey(KeyGrant(name: "ci"), at: .start)
        #expect(key.project == nil && !key.isAdmin && key.expiresAt == nil)
        #expect(try ledger.key(presenting: token.text)?.isUsable(at: .distantFuture) == true)
        #expect(try await ledger.verify().problems == [])
    }

    @Test func nothingElseFindsAKey() async throws {
        let (_, token) = try await ledger.createKey(KeyGrant(name: "ci"), at: .start)
        let text = token.text
        var others = [
            "", "bsr_", token.id, "\(token)", text + " ", " " + text, text.uppercased(),
            token.fingerprint.digest, GatewayToken.seeded(1).text,
            String(repeating: "x", count: 1 << 20),
        ]
        // Another character at each place, where its tokens stay tokens.
        for index in text.indices {
            let other = text[index] == "0" ? "1" : "0"
            others.append(text.replacingCharacters(in: index...index, with: other))
        }
        // The same id with another secret.
        others.append("bsr_\(token.id)_" + GatewayToken.seeded(2).text.suffix(43))
        for other in others {
            #expect(try ledger.key(presenting: other) == nil, "\(other.prefix(80))")
        }
    }

    /// Whether they can be used is another question: whoever asks can say why not.
    @Test func expiredAndRevokedKeysAreFoundAsSuch() async throws {
        let end = Instant.start.advanced(bySeconds: 60)
        let (_, first) = try await ledger.createKey(
            KeyGrant(name: "short", expiresAt: end), at: .start)
        let (_, second) = try await ledger.createKey(KeyGrant(name: "gone"), at: .start)
        try await ledger.revokeKey("gone", at: .start)
        let short = try #require(try ledger.key(presenting: first.text))
        #expect(short.isUsable(at: .start) && short.state(at: end) == .expired)
        let gone = try #require(try ledger.key(presenting: second.text))
        #expect(gone.state(at: .start) == .revoked && gone.revokedAt == .start)
        #expect(try ledger.hasKeys(), "one that expires opens nothing")
        try await ledger.revokeKey("short", at: end)
        #expect(try ledger.hasKeys(), "the end of the last key opens nothing")
        #expect(try await ledger.verify().problems == [])
    }

    @Test func aNameIsInUseUntilItsKeyIsRevoked() async throws {
        let end = Instant.start.advanced(bySeconds: 60)
        let (_, first) = try await ledger.createKey(
            KeyGrant(name: "ci", expiresAt: end), at: .start)
        for (instant, words) in [
            (Instant.start, "there is a key 'ci' already"),
            (end, "there is a key 'ci' already, which expired on 21 Nov 2026, 10:01"),
        ] {
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.createKey(KeyGrant(name: "ci"), at: instant)
            }
            #expect(error?.kind == .conflict && error?.description == words)
            #expect(error?.advice == .revokeKey("ci"))
            #expect(error?.isAboutTheFile == false)
        }
        try await ledger.revokeKey("ci", at: end)
        let (second, token) = try await ledger.createKey(KeyGrant(name: "ci"), at: end)
        #expect(try ledger.key(presenting: token.text) == second)
        #expect(try ledger.key(presenting: first.text)?.state(at: end) == .revoked)
        #expect(try ledger.keys().map(\.revokedAt) == [end, nil])
        try await ledger.revokeKey("ci", at: end)
        #expect(try ledger.keys().map(\.revokedAt) == [end, end])
        #expect(try await ledger.verify().problems == [])
    }

    @Test func aKeyIsRevokedOnce() async throws {
        let head = try ledger.head()
        let none = await #expect(throws: LedgerError.self) {
            try await ledger.revokeKey("ci", at: .start)
        }
        #expect(none?.kind == .notFound && none?.description == "there is no key 'ci'")
        #expect(try ledger.head() == head)
        _ = try await ledger.createKey(KeyGrant(name: "ci"), at: .start)
        try await ledger.revokeKey("ci", at: .start)
        let twice = await #expect(throws: LedgerError.self) {
            try await ledger.revokeKey("ci", at: .start)
        }
        #expect(twice?.kind == .notFound && twice?.advice == .listKeys)
        #expect(twice?.description == "key 'ci' was revoked already, on 21 Nov 2026, 10:00")
        #expect(try fixture.kinds() == ["opened", "key_created", "key_revoked"])
    }

    @Test(arguments: [-1, 0])
    func aKeyThatWouldBeExpiredFromTheStartIsNotMade(seconds: Int) async throws {
        let end = Instant.start.advanced(bySeconds: seconds)
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.createKey(KeyGrant(name: "ci", expiresAt: end), at: .start)
        }
        #expect(error?.kind == .invalid)
        #expect(error?.description.hasPrefix("key 'ci' would expire on 21 Nov 2026, ") == true)
        #expect(try ledger.keys() == [])
    }

    @Test func namesThatOnlyLookTheSameAreTwo() async throws {
        for name: Name in ["caf\u{E9}", "cafe\u{301}"] {
            _ = try await ledger.createKey(KeyGrant(name: name), at: .start)
        }
        try await ledger.revokeKey("cafe\u{301}", at: .start)
        #expect(try ledger.keys().filter { $0.revokedAt == nil }.map(\.name) == ["caf\u{E9}"])
    }

    @Test func whatIsStoredOpensNothing() async throws {
        let (_, token) = try await ledger.createKey(KeyGrant(name: "ci"), at: .start)
        let secret = Data(token.text.suffix(43).utf8)
        for suffix in ["", "-wal"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: fixture.path + suffix))
            for part in [secret, secret.prefix(16), secret.suffix(16)] {
                #expect(bytes.range(of: part) == nil, "\(suffix)")
            }
        }
        let body = try Shell(fixture.path).rows("SELECT body FROM entry WHERE seq = 2")
        #expect(
            body == [
                #"{"name":"ci","project":null,"is_admin":false,"expires_at":null,"#
                    + #""token_id":"\#(token.id)","digest":"\#(token.fingerprint.digest)"}"#
            ])
    }

    @Test func aTokenWhoseIDIsTakenIsNotGiven() async throws {
        _ = try await ledger.createKey(
            KeyGrant(name: "first"), at: .start, makeToken: { .seeded(1) })
        let feed = Feed([1, 1, 2].map { GatewayToken.seeded($0) })
        let (_, token) = try await ledger.createKey(
            KeyGrant(name: "second"), at: .start, makeToken: { feed.next()! })
        #expect(token == .seeded(2))
        await #expect(throws: LedgerError.self) {
            try await ledger.createKey(
                KeyGrant(name: "third"), at: .start, makeToken: { .seeded(2) })
        }
        #expect(try ledger.keys().map(\.name) == ["first", "second"])
    }

    @Test func oneOfManyGetsTheName() async throws {
        let ledgers = try (0..<8).map { _ in try fixture.another() }
        let results = await inTasks(8) {
            try await ledgers[$0].createKey(KeyGrant(name: "ci"), at: .start).token
        }
        let tokens = results.compactMap { try? $0.get() }
        #expect(tokens.count == 1)
        #expect(try ledger.key(presenting: tokens[0].text)?.name == "ci")
        let revocations = await inTasks(8) { try await ledgers[$0].revokeKey("ci", at: .start) }
        #expect(revocations.compactMap { try? $0.get() }.count == 1)
        #expect(try fixture.kinds() == ["opened", "key_created", "key_revoked"])
    }

    @Test func anAccountThatIsNotMadeYetHasNone() throws {
        let ledger = try Ledger(absentFrom: fixture.folder.path("nothing.sqlite"))
        #expect(try ledger.keys() == [] && !ledger.hasKeys())
        #expect(try ledger.key(presenting: GatewayToken.seeded(1).text) == nil)
    }

    /// Written by the release before keys.
    @Test func aLedgerOfTheFourthFormatIsBroughtUpToDateAndTakesKeys() async throws {
        let path = fixture.folder.path("fourth.sqlite")
        try FileManager.default.copyItem(
            atPath: Repository.url("Tests/LedgerStoreTests/Fixtures/format-4.sqlite").path,
            toPath: path)
        let now = Instant.at("2026-11-30T12:00:00Z")
        let ledger = try Ledger(path: path, at: now)
        #expect(try await ledger.verify().problems == [])
        #expect(try ledger.keys() == [] && !ledger.hasKeys())
        let spent = try ledger.standings(at: now).first { $0.budget.name == "team" }?.holding.spent
        #expect(spent == .dollars("3.50"))
        let (key, token) = try await ledger.createKey(KeyGrant(name: "team"), at: now)
        #expect(try ledger.key(presenting: token.text) == key)
        #expect(try await ledger.verify().problems == [])
    }
}
