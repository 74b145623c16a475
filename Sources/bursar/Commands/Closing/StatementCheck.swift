import Accounting
import Foundation
import LedgerStore
import LosslessJSON
import Reporting

/// Holds a statement against the ledger that it is of.
struct StatementCheck {
    let folder: String
    private(set) var problems: [String] = []
    private(set) var notes: [String] = []
    /// The closing that it belongs to; nil where none was found.
    private(set) var closed: ClosedMonth?
    private(set) var files = 0

    init(_ folder: String) { self.folder = StatementFolder(folder).path }

    /// All of it: the files, the closing, and what the journal came to then.
    static func run(_ folder: String, against ledger: Ledger) async throws -> StatementCheck {
        var check = StatementCheck(folder)
        guard let (manifest, digest) = check.manifest() else { return check }
        check.compare(manifest.files, manifest: digest)
        try check.find(manifest, digest, in: ledger)
        guard let closed = check.closed else { return check }
        try await check.replay(closed, in: ledger)
        let since = try ledger.changes(since: closed)
        if since.count > 0 {
            check.notes.append(
                "since the closing \(Count.text(since.count, "adjustment")) of \(closed.month) came to"
                    + " \(since.amount.usd.display); a later statement lists them")
        }
        return check
    }

    /// Whether a folder holds what was recorded, as far as its files tell.
    static func files(_ folder: String, of closed: ClosedMonth) -> StatementCheck {
        var check = StatementCheck(folder)
        guard let (manifest, digest) = check.manifest() else { return check }
        check.compare(manifest.files, manifest: digest)
        check.compare(digest, with: closed)
        return check
    }

    // MARK: The folder

    private mutating func manifest() -> (StatementManifest, digest: String)? {
        let path = "\(folder)/\(StatementManifest.name)"
        guard let data = FileManager.default.contents(atPath: path) else {
            problems.append("\(path) is missing or cannot be read")
            return nil
        }
        var digest = FileDigest()
        digest.add(data)
        guard let json = try? JSON(parsing: String(decoding: data, as: UTF8.self)),
            let manifest = StatementManifest(json)
        else {
            problems.append("\(path) is no manifest of a statement")
            return nil
        }
        return (manifest, digest.text)
    }

    private mutating func compare(_ listed: [StatementManifest.File], manifest: String) {
        files = listed.count
        for file in listed {
            let path = "\(folder)/\(file.name)"
            guard let found = StatementCheck.digest(of: path) else {
                problems.append("\(path) is missing or cannot be read")
                continue
            }
            if found.text != file.sha256 { problems.append("\(path) was changed") }
        }
        let sums = "\(folder)/\(StatementManifest.sumsName)"
        let due = FileDigest(of: StatementManifest.sums(listed, manifest: manifest)).text
        if StatementCheck.digest(of: sums)?.text != due {
            problems.append("\(sums) is missing, or was changed")
        }
        let known = Set(
            listed.map(\.name) + [StatementManifest.name, StatementManifest.sumsName])
        let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in found.sorted() where !known.contains(name) {
            notes.append("\(folder)/\(name) is no part of the statement")
        }
    }

    private static func digest(of path: String) -> FileDigest? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        var digest = FileDigest()
        do {
            while let data = try file.read(upToCount: 1 << 20), !data.isEmpty { digest.add(data) }
        } catch {
            return nil
        }
        return digest
    }

    // MARK: The ledger

    private mutating func find(
        _ manifest: StatementManifest, _ digest: String, in ledger: Ledger
    ) throws {
        let id = try ledger.id()
        guard manifest.ledgerID == id else {
            let own = id.isEmpty ? "there is no ledger here" : "this one is \(id)"
            problems.append("it is a statement of another ledger, \(manifest.ledgerID): \(own)")
            return
        }
        guard let closed = try ledger.closedMonths().first(where: { $0.month == manifest.month })
        else {
            problems.append(
                "the ledger has not closed \(manifest.month): it may be a backup from before that")
            return
        }
        self.closed = closed
        compare(digest, with: closed)
    }

    private mutating func compare(_ digest: String, with closed: ClosedMonth) {
        guard digest != closed.closing.manifest else { return }
        problems.append(
            "\(folder)/\(StatementManifest.name) is not the one that \(closed.month) was closed with:"
                + " its SHA-256 is \(digest), and the journal says \(closed.closing.manifest)")
    }

    /// What the journal comes to, replayed up to the closing, against what the closing says.
    private mutating func replay(_ closed: ClosedMonth, in ledger: Ledger) async throws {
        let closing = closed.closing
        do {
            var found = try await ledger.readStatement(of: closed) {
                $0.closing(manifest: closing.manifest)
            }
            found.writtenAt = closing.writtenAt
            if found != closing {
                problems.append(
                    "the journal comes to \(found.due.display) to be paid for \(closed.month), and its"
                        + " closing says \(closing.due.display)")
            }
        } catch let error as LedgerError where error.kind == .unreadable {
            problems.append("the ledger differs: \(error.description)")
        }
    }
}
