package import Accounting

extension DoctorFacts {
    package enum Ledger: Sendable {
        /// No path to one is known.
        case nowhere
        /// It is not made yet.
        case absent
        /// It cannot be opened or read, and why.
        case unusable(String)
        /// It has to be brought up to date before it can be read, and why.
        case outdated(String)
        case open(Accounts)
    }

    /// What was read from a ledger.
    package struct Accounts: Sendable {
        package var calendar: LedgerCalendar
        /// `PRAGMA synchronous` of a connection that writes; nil when it could not be asked.
        package var synchronous: Int?
        /// All that is open or unpriced.
        package var held: [Held]
        /// Alerts that were not delivered to a channel.
        package var undelivered: [DeliveryStatus]
        /// Of the last days that were read; nil without one.
        package var captured: CapturedShare?

        package init(
            calendar: LedgerCalendar, synchronous: Int?, held: [Held],
            undelivered: [DeliveryStatus] = [], captured: CapturedShare? = nil
        ) {
            self.calendar = calendar
            self.synchronous = synchronous
            self.held = held
            self.undelivered = undelivered
            self.captured = captured
        }
    }

    /// A submission that still holds money.
    package struct Held: Hashable, Sendable {
        package var id: SubmissionID
        package var state: SubmissionState
        /// When it came into this state, as far as that is recorded.
        package var since: Instant
        package var usd: USD

        package init(id: SubmissionID, state: SubmissionState, since: Instant, usd: USD) {
            self.id = id
            self.state = state
            self.since = since
            self.usd = usd
        }
    }

    /// A model in use, and the source of its price; nil without one.
    package struct UsedPrice: Hashable, Sendable {
        package var model: Name
        package var mode: Mode?
        package var source: PriceSource?
        /// Whether charges keep exceeding a person's own price, which they do not raise.
        package var isExceeded: Bool

        package init(
            model: Name, mode: Mode?, source: PriceSource?, isExceeded: Bool = false
        ) {
            self.model = model
            self.mode = mode
            self.source = source
            self.isExceeded = isExceeded
        }
    }

    /// Where the ledger is, or will be made. Modes are permission bits, such as `0o600`.
    package struct Place: Sendable {
        package var path: String
        /// Its folder, or the nearest one above that is there.
        package var folder: String
        /// Nil when the ledger's own folder is yet to be made.
        package var folderMode: Int?
        /// The ledger and the files beside it that belong to it.
        package var files: [(name: String, mode: Int)]
        /// The user that it belongs to, where that is another.
        package var foreignOwner: UInt32?
        package var isFolderWritable: Bool
        /// Its kind, such as `ext4`, `nfs4` or `fuse.sshfs`.
        package var fileSystem: String?
        package var freeBytes: Int64?

        package init(
            path: String, folder: String, folderMode: Int?, files: [(name: String, mode: Int)],
            foreignOwner: UInt32? = nil, isFolderWritable: Bool = true, fileSystem: String?,
            freeBytes: Int64?
        ) {
            self.path = path
            self.folder = folder
            self.folderMode = folderMode
            self.files = files
            self.foreignOwner = foreignOwner
            self.isFolderWritable = isFolderWritable
            self.fileSystem = fileSystem
            self.freeBytes = freeBytes
        }
    }
}
