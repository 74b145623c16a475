import NIOCore
import NIOEmbedded
import Testing

@testable import Gateway

@Suite("A close that is put off") struct DelayedCloseTests {
    private final class Door {
        let loop = EmbeddedEventLoop()
        var isDue = false
        var closes = 0
        var isClosed = false
        private(set) var close: DelayedClose?

        func begin(within time: TimeAmount) {
            let close = DelayedClose(on: loop, nil)
            close.closed.assumeIsolated().whenSuccess { self.isClosed = true }
            close.begin(within: time) {
                self.isDue
            } then: {
                self.closes += 1
                close.promise.succeed()
            }
            self.close = close
        }
    }

    @Test func itComesOnceWhenItIsDue() {
        let door = Door()
        door.begin(within: .seconds(1))
        door.loop.advanceTime(by: .milliseconds(500))
        #expect(door.closes == 0)
        #expect(!door.isClosed)
        door.isDue = true
        door.loop.advanceTime(by: .milliseconds(5))
        #expect(door.closes == 1)
        #expect(door.isClosed)
        door.loop.advanceTime(by: .seconds(10))
        #expect(door.closes == 1)
    }

    @Test func itComesOnceWhenItsTimeIsOver() {
        let door = Door()
        door.begin(within: .seconds(1))
        door.loop.advanceTime(by: .milliseconds(995))
        #expect(door.closes == 0)
        door.loop.advanceTime(by: .milliseconds(5))
        #expect(door.closes == 1)
        door.loop.advanceTime(by: .seconds(10))
        #expect(door.closes == 1)
    }

    /// The client was quicker: who asked for the close hears that it is done, and nothing is closed twice.
    @Test func itIsDroppedWhereTheConnectionEndsByItself() {
        let door = Door()
        door.begin(within: .seconds(1))
        door.loop.advanceTime(by: .milliseconds(100))
        door.close?.end()
        #expect(door.isClosed)
        door.isDue = true
        door.loop.advanceTime(by: .seconds(10))
        #expect(door.closes == 0)
        // A second word of the end changes nothing.
        door.close?.end()
    }
}
