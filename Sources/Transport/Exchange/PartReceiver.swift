/// Takes the body of an answer as it comes, for bodies that may be longer than memory.
package struct PartReceiver: Sendable {
    /// A header, in lower case, without which an answer of status 200 is not the one that is meant.
    package let header: String
    /// Gets one part after the other; false ends the reading.
    package let take: @Sendable ([UInt8]) -> Bool

    package init(forAnswersWith header: String, take: @escaping @Sendable ([UInt8]) -> Bool) {
        self.header = header
        self.take = take
    }
}
