import Dispatch
import Synchronization

/// Hands values from one thread to another in their order, and lets the first get ahead by a few only: so
/// that two processors share a long work in flat memory.
///
/// Each side waits for the other, on a thread that may wait. Either may leave: the giver with
/// ``finish()``, the taker with ``leave()``.
package final class BoundedQueue<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var isFinished = false
        var isLeft = false
    }

    private let state = Mutex(State())
    /// One for each place that is free, and one for each element or the end.
    private let places = DispatchSemaphore(value: 0)
    private let arrivals = DispatchSemaphore(value: 0)

    /// - Parameter capacity: how many elements wait at the most.
    package init(capacity: Int) {
        // Dispatch ends the program when a semaphore goes that counts less than it began with, as this one
        // does when its taker leaves.
        for _ in 0..<capacity { places.signal() }
    }

    /// Waits for a place and adds an element.
    ///
    /// - Returns: false when the taker has left, and nothing more is of use.
    package func give(_ element: Element) -> Bool {
        places.wait()
        let isLeft = state.withLock { state in
            if !state.isLeft { state.elements.append(element) }
            return state.isLeft
        }
        if isLeft { places.signal() } else { arrivals.signal() }
        return !isLeft
    }

    /// Nothing more is given.
    package func finish() {
        state.withLock { $0.isFinished = true }
        arrivals.signal()
    }

    /// Waits for the next element; nil at the end.
    package func take() -> Element? {
        while true {
            arrivals.wait()
            let (element, isEnd) = state.withLock { state in
                state.elements.isEmpty
                    ? (nil, state.isFinished) : (state.elements.removeFirst(), false)
            }
            if let element {
                places.signal()
                return element
            }
            // The end stays the end, however often it is asked for.
            if isEnd {
                arrivals.signal()
                return nil
            }
        }
    }

    /// Nothing more is taken. What waits is dropped, and the giver learns of it; ``take()`` then waits for
    /// its end.
    package func leave() {
        state.withLock { state in
            state.isLeft = true
            state.elements = []
        }
        places.signal()
    }
}
