/// What a person can do about something, as a fact.
///
/// Errors, refusals and reports carry it beside their sentence. Only an edge puts it into words: the
/// command line into commands and flags, a gateway into JSON and headers, a library into nothing.
package enum Advice: Hashable, Sendable {
    // MARK: Submissions
    /// Ask after everything that is open, and look for what was lost.
    case sync
    /// Regularly, by a timer.
    case syncRegularly
    /// Until it is found, or its outcome is entered by hand.
    case syncOrResolve(SubmissionID?)
    /// As soon as the ledger can be written again.
    case syncOnceTheLedgerWorks(SubmissionID)
    /// Follow the one that is open, or have a second one made.
    case followOrRepeat(SubmissionID?)
    case show(SubmissionID?)
    case listSubmissions
    /// The list has more columns than there was room for.
    case listInFull
    /// Say how long the video will be, or what it may cost at the most.
    case stateLength

    // MARK: What it cost
    /// No book has it: it is entered by hand.
    case resolve(SubmissionID?)
    case resolveAsChargedOnceTheLedgerWorks(SubmissionID)
    /// If the bill is the one of this account.
    case resolveAsNotCharged(SubmissionID)

    // MARK: Budgets
    case listBudgets
    /// There is none yet.
    case setBudget
    case raiseLimits([Name])

    // MARK: Prices
    /// Take the provider's list, state a price, or state the most that it may cost.
    case knowPrice(model: Name)
    /// Prices are inferred or missing.
    case confirmPrices
    /// There is none at all.
    case setPrice
    case correctOwnPrice
    case forgetPrice(model: Name?)
    /// Of what was only inferred.
    case setOwnPrice

    // MARK: The provider's books
    case reconcile(since: Day?)
    case applyBill
    case importCharges
    /// There are more than are shown.
    case listDifferences
    /// A row that cannot be read keeps them from agreeing.
    case awaitCorrectedRow
    case tryLater

    // MARK: Alerts
    case listAlerts
    case testAlerts
    case deliverAlerts

    // MARK: Keys of the gateway
    /// There is none.
    case createKey
    case listKeys
    /// Its name is free for another one then.
    case revokeKey(Name)

    // MARK: The ledger
    case verify
    case restoreBackup
    case restoreOrBeginAnew
    /// Another file has its name now.
    case openAgain
    case nameAnotherLedger
    /// The time zone is fixed once something is recorded.
    case makeInOtherZone

    // MARK: Settings
    case seeSettings
    case nameSettings
    case setKey
    case checkKey
    case checkBaseURL
    case checkConnection
    /// The base URL cannot be used as it is written.
    case setBaseURL(example: String)
    /// It holds what only a key may hold.
    case setKeyAndBaseURL(example: String)
}

/// An error that says what went wrong in its description, and apart from it what can be done.
package protocol AdvisedError: Error, CustomStringConvertible {
    var advice: Advice? { get }
}
