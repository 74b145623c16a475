/// One business transaction that waits for the writer, and the caller that waits for it.
struct WriteJob: Sendable {
    /// Tells it from the others of its queue.
    let number: Int
    /// It keeps the writer for long, and so it is committed by itself.
    let isLong: Bool
    /// Runs a batch that it is the first of.
    let perform: @Sendable ([WriteJob]) -> Void
    /// Does its part of a transaction. What it returns tells the caller, and is called once the
    /// transaction is durable.
    let run: @Sendable (WriteBatch) throws -> @Sendable () -> Void
    /// Tells the caller that nothing was written.
    let fail: @Sendable (any Error) -> Void

    init<Result: Sendable>(
        number: Int, isLong: Bool, for continuation: CheckedContinuation<Result, any Error>,
        perform: @escaping @Sendable ([WriteJob]) -> Void,
        _ body: @escaping @Sendable (WriteBatch) throws -> Result
    ) {
        self.number = number
        self.isLong = isLong
        self.perform = perform
        run = { batch in
            let result = try body(batch)
            return { continuation.resume(returning: result) }
        }
        fail = { continuation.resume(throwing: $0) }
    }
}
