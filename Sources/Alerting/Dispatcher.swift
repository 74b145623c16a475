package import Accounting
package import LedgerStore

/// Takes what waits in the outbox to its channels: at least once, one alert of a channel at a time.
///
/// A claim in the ledger keeps every other process from sending the same. What is sent and not yet
/// noted when this one dies is sent again, under the same id. A channel that does not take an alert
/// is left alone for this round; the others go on.
package struct Dispatcher: Sendable {
    /// A channel, and since when it is in the configuration.
    package struct Destination: Sendable {
        package let channel: Channel
        package let since: Instant

        package init(_ channel: Channel, since: Instant) {
            self.channel = channel
            self.since = since
        }
    }

    let ledger: Ledger
    let destinations: [Destination]
    let transport: any AlertTransport
    let now: @Sendable () -> Instant
    /// A number from 0 to 1.
    let jitter: @Sendable () -> Double
    /// A text that no other claim has.
    let makeClaim: @Sendable () -> String
    /// What a person can do about an alert, in the words of the edge that sends it.
    let advice: @Sendable (Alert) -> String?

    package init(
        ledger: Ledger, destinations: [Destination], transport: any AlertTransport,
        now: @escaping @Sendable () -> Instant,
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        makeClaim: @escaping @Sendable () -> String = {
            String(UInt64.random(in: .min ... .max), radix: 36)
        },
        advice: @escaping @Sendable (Alert) -> String? = { _ in nil }
    ) {
        // What was sent is noted also when the round is cut short.
        self.ledger = ledger.recordingRegardless
        self.destinations = destinations
        self.transport = transport
        self.now = now
        self.jitter = jitter
        self.makeClaim = makeClaim
        self.advice = advice
    }

    /// The longest that one attempt may take.
    package static let attemptTimeout = Duration.seconds(10)
    static let channelsAtOnce = 8
    /// With less time than this no attempt begins.
    static let leastTimeout = Duration.milliseconds(200)

    /// Delivers what is due.
    ///
    /// - Parameters:
    ///   - deadline: no attempt goes on after it.
    ///   - early: also what is put off for later.
    /// - Throws: ``LedgerError``, when all channels are done.
    package func deliver(until deadline: Instant = .distantFuture, early: Bool = false) async throws
        -> DeliverySummary
    {
        let results = await withTaskGroup(of: Result<DeliverySummary, any Error>.self) { group in
            var waiting = destinations[...]
            func startNext() {
                guard let next = waiting.popFirst() else { return }
                group.addTask {
                    do {
                        return .success(try await deliver(to: next, until: deadline, early: early))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            // Each takes connections, programs and descriptors.
            for _ in 0..<Dispatcher.channelsAtOnce { startNext() }
            // What is wrong with one channel keeps no other from its alerts.
            var results: [Result<DeliverySummary, any Error>] = []
            while let result = await group.next() {
                results.append(result)
                startNext()
            }
            return results
        }
        var summary = DeliverySummary()
        for result in results { summary.add(try result.get()) }
        return summary
    }

    private func deliver(
        to destination: Destination, until deadline: Instant, early: Bool
    ) async throws -> DeliverySummary {
        let channel = destination.channel
        let outboxChannel = OutboxChannel(
            name: channel.name, since: destination.since, admits: channel.filter.admits)
        var summary = DeliverySummary()
        while let timeout = timeout(until: deadline), !Task.isCancelled {
            let begun = now()
            let claimed = try await ledger.claimDelivery(
                for: outboxChannel, at: begun,
                until: begun.advanced(bySeconds: DeliverySchedule.claimSeconds), claim: makeClaim(),
                early: early)
            guard let delivery = claimed else { break }
            let sent = await transport.send(
                OutgoingMessage(try notice(of: delivery), to: channel, at: begun), timeout: timeout)
            let outcome = outcome(of: sent, delivery)
            try await ledger.end(delivery, outcome, at: now())
            summary.note(
                outcome, channel: channel.name,
                isToBePutRight: sent.verdict == .laterOncePutRight)
            if case .later = outcome { break }
        }
        return summary
    }

    private func timeout(until deadline: Instant) -> Duration? {
        let left = Duration.microseconds(deadline.microseconds - now().microseconds)
        guard left >= Dispatcher.leastTimeout else { return nil }
        return min(left, Dispatcher.attemptTimeout)
    }

    private func notice(of delivery: Delivery) throws -> AlertNotice {
        let outlook = try outlook(of: delivery.alert.budget)
        return AlertNotice(
            delivery.alert, raisedAt: delivery.raisedAt, standing: outlook?.standing,
            forecast: outlook?.forecast, calendar: ledger.calendar,
            advice: advice(delivery.alert))
    }

    /// Nil for a budget that is gone, and for one that cannot be read: its alert leaves without figures.
    private func outlook(of name: Name?) throws -> BudgetOutlook? {
        do {
            guard let budget = try ledger.budgets().first(where: { $0.name == name }) else {
                return nil
            }
            return try ledger.outlook(of: budget, at: now())
        } catch let error as LedgerError where error.isAboutOneThing {
            return nil
        }
    }

    private func outcome(of sent: SendOutcome, _ delivery: Delivery) -> DeliveryOutcome {
        if sent.verdict == .delivered { return .delivered }
        guard sent.verdict.isTriedAgain else { return .failed(reason: sent.reason) }
        let next = DeliverySchedule.next(
            afterAttempt: delivery.attempt, at: now(),
            raisedAt: delivery.raisedAt, triedSince: delivery.triedSince, jitter: jitter(),
            retryAfter: sent.retryAfterSeconds)
        return next.map { .later($0, reason: sent.reason) }
            ?? .failed(reason: "not delivered within three days: \(sent.reason)")
    }
}
