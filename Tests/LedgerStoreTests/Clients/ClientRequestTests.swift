import Accounting
import Foundation
import LedgerStore
import TestSupport
import Testing

/// What the ledger makes of a client that asks again.
struct ClientRequestTests {
    private let fixture: TestLedger

    init() throws { fixture = try TestLedger() }

    private static let answer = HandedAnswer(
        status: 201, headers: [HandedAnswer.Header("content-type", "application/json")],
        body: Array(#"{"id":"g"}"#.utf8))

    private func ask(
        _ digest: String = "order", key: String? = nil, caller: Name? = nil, newTake: Bool = false,
        at instant: Instant = .start
    ) async throws -> ClientReservation {
        let digest = ClientRequestTests.digest(of: digest)
        return try await fixture.ledger.reserve(
            fixture.proposal("1", at: instant, digest: digest), ReservationOptions(allowing: true),
            for: ClientRequest(
                caller: caller, digest: digest, idempotencyDigest: key, isNewTake: newTake),
            at: instant)
    }

    /// As long as a digest is.
    private static func digest(of name: String) -> String {
        name + String(repeating: "0", count: 64 - name.utf8.count)
    }

    private func reserved(_ outcome: ClientReservation) -> SubmissionID? {
        guard case .new(.reserved(let submission, _), _) = outcome else { return nil }
        return submission.id
    }

    private func repeated(_ outcome: ClientReservation) -> SubmissionID? {
        guard case .repeated(let submission, _) = outcome else { return nil }
        return submission.id
    }

    private func accept(_ id: SubmissionID) async throws {
        _ = try await fixture.ledger.record(
            .accepted(generationID: "g-\(id)", quotedCharge: nil), of: id,
            keeping: ClientRequestTests.answer, at: .start)
    }

    @Test func anAnswerThatReachedNobodyIsGivenAgain() async throws {
        let id = try #require(reserved(try await ask()))
        #expect(repeated(try await ask()) == id)
        try await accept(id)
        guard case .repeated(let submission, let answer) = try await ask() else {
            return #expect(Bool(false), "it is reserved anew")
        }
        #expect(submission.id == id && submission.state == .accepted)
        #expect(answer == ClientRequestTests.answer)
        #expect(try fixture.ledger.answer(of: id) == ClientRequestTests.answer)
    }

    @Test func whatReachedTheClientIsOver() async throws {
        let id = try #require(reserved(try await ask()))
        try await accept(id)
        try await fixture.ledger.noteDelivered([id])
        #expect(reserved(try await ask()) != nil)
    }

    @Test func aNewTakeAnotherOrderAndAnotherKeyAreNew() async throws {
        #expect(reserved(try await ask()) != nil)
        #expect(reserved(try await ask(newTake: true)) != nil)
        #expect(reserved(try await ask("other")) != nil)
        #expect(reserved(try await ask(caller: "ci")) != nil)
        #expect(reserved(try await ask(key: "k")) != nil)
    }

    @Test func anIdempotencyKeyHoldsForThirtyDaysAndForOneOrder() async throws {
        let id = try #require(reserved(try await ask(key: "k")))
        try await accept(id)
        try await fixture.ledger.noteDelivered([id])
        #expect(repeated(try await ask(key: "k", newTake: true)) == id)
        guard case .otherOrder(let submission) = try await ask("other", key: "k") else {
            return #expect(Bool(false), "the key is used for another order")
        }
        #expect(submission.id == id)
        // Keys of two clients are two keys.
        #expect(reserved(try await ask("other", key: "k", caller: "ci")) != nil)
        let end = Instant.start.advanced(bySeconds: ClientRequest.idempotentSeconds)
        #expect(repeated(try await ask(key: "k", at: end.advanced(bySeconds: -1))) == id)
        #expect(reserved(try await ask("other", key: "k", at: end)) != nil)
    }

    @Test func afterADayItIsForgotten() async throws {
        let id = try #require(reserved(try await ask()))
        let end = Instant.start.advanced(bySeconds: ClientRequest.unheardSeconds)
        #expect(repeated(try await ask(at: end.advanced(bySeconds: -1))) == id)
        #expect(reserved(try await ask(at: end)) != nil)
        try await fixture.ledger.forgetOldRequests(at: end.advanced(bySeconds: 86_401))
        #expect(try Shell(fixture.path).rows("SELECT count(*) FROM client_request") == ["0"])
    }

    /// Nothing was sent, or nothing was made of it.
    @Test func whatCameToNothingMayBeAskedForAgain() async throws {
        let unsent = try #require(reserved(try await ask(key: "k")))
        _ = try await fixture.ledger.record(
            .voided(Fault(name: "refused", message: "no connection")), of: unsent, at: .start)
        #expect(reserved(try await ask(key: "k")) != nil)
    }

    @Test func aRefusalOfTheProviderIsAnAnswer() async throws {
        let id = try #require(reserved(try await ask(key: "k")))
        _ = try await fixture.ledger.record(
            .voided(Fault(name: "rejected", message: "no")), of: id,
            keeping: ClientRequestTests.answer, at: .start)
        #expect(repeated(try await ask(key: "k")) == id)
    }

    /// Processes that share a ledger decide as one.
    @Test func ofManyAtOnceOneIsReserved() async throws {
        let ledgers = try (0..<4).map { _ in try fixture.another() }
        let outcomes = try await withThrowingTaskGroup(of: ClientReservation.self) { group in
            for number in 0..<64 {
                let digest = ClientRequestTests.digest(of: "order")
                let proposal = fixture.proposal("1", digest: digest)
                group.addTask {
                    try await ledgers[number % 4].reserve(
                        proposal, ReservationOptions(allowing: true),
                        for: ClientRequest(
                            caller: nil, digest: digest,
                            idempotencyDigest: number % 2 == 0 ? "k" : nil), at: .start)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.compactMap(reserved).count == 2)
        #expect(Set(outcomes.compactMap(repeated)).count == 2)
        #expect(try await fixture.ledger.verify().problems == [])
    }
}

extension ReservationOptions {
    fileprivate init(allowing duplicates: Bool) {
        self.init()
        allowsDuplicate = duplicates
    }
}
