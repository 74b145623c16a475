import Accounting
import Foundation
import Inquiries
import LedgerStore
import Metering
import Reporting

/// What `watch` shows, whoever has the accounts.
protocol WatchPictures {
    /// Looks at the accounts. True when the result differs from the one before.
    @discardableResult
    func look() async -> Bool

    /// The picture now, as many lines as the window has rows.
    func lines(columns: Int, rows: Int, usesColor: Bool) async -> [String]

    /// The picture of the last look, for a file or a pipe.
    func text(style: TextStyle) async -> String
}

/// The contents of a ledger, read again only when something was recorded in it, and once a minute for
/// what time alone changes: periods and forecasts.
final class LedgerPictures: WatchPictures {
    /// From the last reading that succeeded.
    private var contents: WatchContents?
    /// Why it cannot be read now.
    private var failure: String?

    private let path: String
    private let clock: WallClock
    private var open: (ledger: Ledger, file: FileIdentity)?
    private var read: (head: String, at: Instant)?

    init(path: String, clock: WallClock) {
        self.path = path
        self.clock = clock
    }

    func lines(columns: Int, rows: Int, usesColor: Bool) async -> [String] {
        picture.lines(columns: columns, rows: rows, usesColor: usesColor, words: Advice.words)
    }

    func text(style: TextStyle) async -> String { picture.text(style: style) }

    private var picture: WatchScreen {
        WatchScreen(contents, failure: failure, now: clock.now())
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
                contents = try WatchContents(of: ledger, for: .everything, at: now)
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
