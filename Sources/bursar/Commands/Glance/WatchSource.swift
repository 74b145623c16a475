import Accounting
import Foundation
import LedgerStore
import Metering
import Reporting

/// The contents of a ledger, read again only when something was recorded in it, and once a minute for
/// what time alone changes: periods and forecasts.
final class WatchSource {
    /// From the last reading that succeeded.
    private(set) var contents: WatchContents?
    /// Why it cannot be read now.
    private(set) var failure: String?

    private let path: String
    private let clock: WallClock
    private var open: (ledger: Ledger, file: FileIdentity)?
    private var read: (head: String, at: Instant)?

    private static let alerts = 15

    init(path: String, clock: WallClock) {
        self.path = path
        self.clock = clock
    }

    /// Reads the ledger. True when the result differs from the one before.
    @discardableResult
    func look() async -> Bool {
        let now = clock.now()
        let before = (head: read?.head, failure: failure, day: day(of: read?.at))
        do {
            let ledger = try await opened()
            let head = try ledger.head()
            if failure != nil || head != read?.head || now.seconds / 60 != read?.at.minute {
                contents = try contents(of: ledger, at: now)
                read = (head, now)
            }
            failure = RecordingTime(now: now, newest: try ledger.newestEntry())
                .warning(in: ledger.calendar)
        } catch {
            open = nil
            failure = words(for: error)
        }
        return before != (read?.head, failure, day(of: read?.at))
    }

    /// A file that took the place of the one that was read, such as a backup, is opened anew.
    private func opened() async throws -> Ledger {
        let file = FileIdentity(path: path)
        if let open, open.file == file { return open.ledger }
        let ledger = try await Ledger.openReadOnly(path)
        open = file.map { (ledger, $0) }
        return ledger
    }

    private func contents(of ledger: Ledger, at now: Instant) throws -> WatchContents {
        WatchContents(
            calendar: ledger.calendar, outlooks: try ledger.outlooks(at: now),
            open: try ledger.holding(),
            charged: try ledger.lastCharged(limit: WatchContents.mostCharges)
                + ledger.lastImported(limit: WatchContents.mostCharges),
            alerts: try ledger.alerts(limit: WatchSource.alerts))
    }

    private func day(of instant: Instant?) -> Day? {
        instant.flatMap { contents?.calendar.day(of: $0) }
    }

    private func words(for error: any Error) -> String {
        let reason =
            switch (error as? LedgerError)?.kind {
            case .notFound: "there is no ledger at \(path) yet; it shows here once there is one"
            case .busy: "the ledger \(path) is busy"
            default: (error as? LedgerError)?.sentence ?? "\(error)"
            }
        let time = read.flatMap { read in contents?.calendar.local(read.at).seconds }
        return reason + (time.map { " (below: as of \($0))" } ?? "")
    }
}

extension Instant {
    fileprivate var minute: Int64 { seconds / 60 }
}
