/// How large a body may be, how it is kept, and how slowly it may come.
package struct BodyLimits: Hashable, Sendable {
    /// The most that is taken: the provider's own limit for a whole request.
    package var longestBytes = 64 << 20
    /// What is kept in memory; all of a longer body lies in a file.
    package var memoryBytes = 1 << 20
    /// What is written to the file at once, and the most that a longer body has in memory.
    package var pieceBytes = 256 << 10
    /// After this time the body must have come at ``leastBytesPerSecond``.
    package var grace = Duration.seconds(20)
    /// Of the whole body, not of the last second: a pause is made up for by what came before.
    package var leastBytesPerSecond = 4096
    /// The longest time for a whole body, however steadily it comes. 64 MiB take it at 56 KB/s.
    package var longest = Duration.seconds(1200)

    package init() {}

    /// How long a body may have taken when so many bytes of it have come.
    package func time(for bytes: Int) -> Duration {
        min(longest, grace + .seconds(bytes) / leastBytesPerSecond)
    }
}
