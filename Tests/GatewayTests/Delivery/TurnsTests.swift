import Synchronization
import Testing

@testable import Gateway

@Suite("Turns") struct TurnsTests {
    @Test func oneAtATimeInOrderAndNamesApart() async {
        let turns = Turns<String>()
        let log = Log()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    let name = "\(number % 3)"
                    await turns.run(named: name) { _ in
                        log.begin(name)
                        await Task.yield()
                        log.end(name)
                    }
                }
            }
        }
        #expect(log.clashes == 0)
    }

    private final class Log: Sendable {
        private let state = Mutex<(running: Set<String>, clashes: Int)>(([], 0))

        var clashes: Int { state.withLock { $0.clashes } }

        func begin(_ name: String) {
            state.withLock { state in
                if !state.running.insert(name).inserted { state.clashes += 1 }
            }
        }

        func end(_ name: String) { state.withLock { _ = $0.running.remove(name) } }
    }

    @Test func aTurnIsGivenBackByAnError() async throws {
        struct Broken: Error {}
        let turns = Turns<Int>()
        await #expect(throws: Broken.self) { try await turns.run(named: 1) { _ in throw Broken() } }
        #expect(await turns.run(named: 1) { $0 } == false)
    }
}
