package import Accounting

/// What was found out about this installation, for ``Diagnosis`` to judge.
package struct DoctorFacts: Sendable {
    /// By the clock of this machine.
    package var asOf: Instant
    package var configuration: Configuration
    package var provider: Provider
    package var ledger: Ledger
    /// The models in use, each with its price in force; nil when the ledger cannot be read.
    package var prices: [UsedPrice]?
    /// Nil where no path to a ledger is known.
    package var place: Place?
    /// Of the library in this program, such as `3.46.1`.
    package var sqliteVersion: String

    package init(
        asOf: Instant, configuration: Configuration, provider: Provider, ledger: Ledger,
        prices: [UsedPrice]?, place: Place?, sqliteVersion: String
    ) {
        self.asOf = asOf
        self.configuration = configuration
        self.provider = provider
        self.ledger = ledger
        self.prices = prices
        self.place = place
        self.sqliteVersion = sqliteVersion
    }
}

extension DoctorFacts {
    /// What the variables and the config file say.
    package struct Configuration: Sendable {
        /// Of the file, which need not be there; empty when it is not known where it would be.
        package var path = ""
        package var isThere = false
        /// Why it cannot be used. Then nothing that it may set is known.
        package var failure: String?
        package var warnings: [String] = []
        /// How many places alerts are sent to.
        package var channels = 0
        /// Why some of them cannot be used here.
        package var channelFailures: [String] = []
        /// What all of them are called.
        package var channelNames: Set<String> = []
        /// Budgets that a channel is narrowed to and that are not there.
        package var unknownBudgets: [String] = []
        package var balanceBelow: USD?

        package init() {}
    }

    package enum Key: Hashable, Sendable {
        case absent
        /// The documentation's own, which was not replaced.
        case placeholder
        /// With characters that no HTTP header can carry.
        case malformed
        /// In quotation marks, which are no part of it.
        case quoted
        /// A usable one, and where it was set: `from AIMLAPI_API_KEY`.
        case set(origin: String)
    }

    /// What became of one question to the provider.
    package enum Answer<Value: Sendable>: Sendable {
        case given(Value)
        /// The provider refused it.
        case rejected(status: Int, reason: String)
        /// No usable answer came.
        case missing(reason: String)
    }

    package struct Provider: Sendable {
        package var baseURL: String
        /// Why it cannot be called as it is configured.
        package var failure: String?
        /// What leads to it, such as `proxy.example:3128 (HTTPS_PROXY)`; nil where nothing does.
        package var proxy: String?
        package var key: Key
        /// It is not to be asked.
        package var isOffline: Bool
        /// Nil when it was not asked.
        package var cap: Answer<KeyCap>?
        package var balance: Answer<USD>?

        package init(
            baseURL: String, failure: String? = nil, key: Key, isOffline: Bool = false,
            cap: Answer<KeyCap>? = nil, balance: Answer<USD>? = nil
        ) {
            self.baseURL = baseURL
            self.failure = failure
            self.key = key
            self.isOffline = isOffline
            self.cap = cap
            self.balance = balance
        }
    }

    /// What the provider says of the key.
    package struct KeyCap: Hashable, Sendable {
        /// Nil when there is no limit, or none that can be read.
        package var threshold: USD?
        /// `no_reset`, `day`, `week` or `month`.
        package var retention: String?
        package var isDisabled: Bool
        /// Nil when the answer has no date.
        package var clock: ClockReading?

        package init(
            threshold: USD?, retention: String?, isDisabled: Bool, clock: ClockReading?
        ) {
            self.threshold = threshold
            self.retention = retention
            self.isDisabled = isDisabled
            self.clock = clock
        }
    }
}
