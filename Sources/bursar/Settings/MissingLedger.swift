import Reporting
import Synchronization
import Text

/// Whether a command found no ledger, and where it looked.
final class MissingLedger: Sendable {
    private let path = Mutex<Setting<String>?>(nil)

    func note(_ path: Setting<String>) { self.path.withLock { $0 = path } }

    /// What there is to say of it beside an empty account; nil where there is a ledger. The place may be
    /// a mistake: `cron`, for one, sets no variables.
    var words: String? {
        path.withLock { $0 }.map { path in
            "note: there is no ledger at \(TerminalText.escaped(path.value))"
                + " (\(path.origin.description)), and so nothing to show; if yours is elsewhere, name it"
                + " with BURSAR_LEDGER"
        }
    }
}
