import Accounting
import LosslessJSON

extension JSON {
    /// A decimal string of dollars, or `null`.
    static func usd(_ amount: USD?) -> JSON { .string(orNull: amount?.description) }

    /// RFC 3339 in UTC, or `null`. The ends of endless time are no usable instants.
    static func instant(_ instant: Instant?) -> JSON {
        guard let instant, instant > .distantPast, instant < .distantFuture else { return .null }
        return .string(instant.description)
    }

    static func name(_ name: Name?) -> JSON { .string(orNull: name?.text) }

    static func name<Value: RawRepresentable<String>>(_ value: Value?) -> JSON {
        .string(orNull: value?.rawValue)
    }

    /// Where a period is heading and how sure that is, or `null`.
    static func forecast(_ forecast: Forecast?) -> JSON {
        guard let forecast else { return .null }
        return [
            "projected_usd": .usd(forecast.projected),
            "low_usd": .usd(forecast.low),
            "high_usd": .usd(forecast.high),
            "limit_reached_on": .string(orNull: forecast.limitReachedOn?.description),
            "method": .name(forecast.method),
            "days": .integer(forecast.days),
        ]
    }

    /// An object that begins with these members and goes on with those of a spend.
    static func spend(_ spend: Spend, after members: [Member] = []) -> JSON {
        .object(
            members + [
                Member("submissions", .integer(spend.submissions)),
                Member("settled", .integer(spend.settled)),
                Member("failed", .integer(spend.failed)),
                Member("open", .integer(spend.open)),
                Member("unpriced", .integer(spend.unpriced)),
                Member("refused", .integer(spend.refused)),
                Member("credits", .integer(spend.credits)),
                Member("usd", .usd(spend.usd)),
                Member("reserved_usd", .usd(spend.reserved)),
                Member("provisional_usd", .usd(spend.provisional)),
                Member("estimated_usd", .usd(spend.estimated)),
                Member("estimate_error_usd", .usd(spend.estimateError)),
                Member("charged_failures", .integer(spend.chargedFailures)),
                Member("failed_usd", .usd(spend.failedUSD)),
                Member("refused_usd", .usd(spend.refusedUSD)),
                Member("seconds", .integer(spend.seconds)),
                Member("timed_usd", .usd(spend.timedUSD)),
            ])
    }
}
