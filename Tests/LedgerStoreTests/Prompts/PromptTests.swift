import Accounting
import Dispatch
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// Prompts that are kept beside the accounts, and are gone when they are erased.
@Suite(.timeLimit(.minutes(3))) struct PromptTests {
    private let fixture: TestLedger
    private let dance = String(repeating: "a dancing bear 🐻 ", count: 600)

    init() throws { fixture = try TestLedger() }

    private func keep(_ prompt: String, at instant: Instant = .start) async throws -> SubmissionID {
        var options = ReservationOptions()
        options.keptPrompt = prompt
        let proposal = fixture.proposal("1", at: instant)
        _ = try await fixture.ledger.reserve(proposal, options, at: instant)
        return proposal.id
    }

    /// Whether the bytes of a text are in the ledger's file or its log.
    private func isOnDisk(_ text: String) throws -> Bool {
        ["", "-wal"].contains { ending in
            let file = try? Data(contentsOf: URL(filePath: fixture.path + ending))
            return file?.range(of: Data(text.utf8)) != nil
        }
    }

    @Test func whatIsErasedIsInNoFileAnyMore() async throws {
        let id = try await keep(dance)
        let other = try await keep("a singing fish")
        #expect(try fixture.ledger.prompt(of: id) == dance)
        #expect(try isOnDisk("a dancing bear"))
        let erased = try await fixture.ledger.erasePrompts(of: [id])
        #expect(erased.count == 1 && erased.isLogEmpty)
        #expect(try fixture.ledger.prompt(of: id) == nil)
        #expect(try !isOnDisk("a dancing bear"))
        #expect(try fixture.ledger.prompt(of: other) == "a singing fish")
        #expect(try isOnDisk("a singing fish"))
        #expect(try await fixture.ledger.erasePrompts(of: [id]).count == 0)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func whatWasReservedBeforeAnInstantIsErased() async throws {
        let later = Instant.start.advanced(bySeconds: 60)
        let first = try await keep("one")
        let second = try await keep("two", at: later)
        #expect(try await fixture.ledger.erasePrompts(before: .start).count == 0)
        #expect(try await fixture.ledger.erasePrompts(before: later).count == 1)
        #expect(try fixture.ledger.prompt(of: first) == nil)
        #expect(try fixture.ledger.prompt(of: second) == "two")
    }

    /// A long read keeps its snapshot of the log. It is waited for, for ten seconds.
    @Test func aReaderKeepsTheLogAndThatIsSaid() async throws {
        let id = try await keep(dance)
        let end = DispatchSemaphore(value: 0)
        let (begun, signal) = AsyncStream.makeStream(of: Void.self)
        let read = Task {
            try await fixture.another().file.readAside { database in
                _ = try Journal.head(database)
                signal.finish()
                end.wait()
            }
        }
        for await _ in begun {}
        let erased = try await fixture.ledger.erasePrompts(of: [id])
        end.signal()
        try await read.value
        #expect(erased.count == 1 && !erased.isLogEmpty)
        #expect(try await fixture.ledger.erasePrompts(of: [id]).isLogEmpty)
        #expect(try !isOnDisk("a dancing bear"))
    }
}
