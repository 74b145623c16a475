package import Accounting
package import LosslessJSON

/// `bursar.manifest/1`: what a statement consists of, and which ledger it shows at which head.
package struct StatementManifest: Sendable {
    package static let schema = "bursar.manifest/1"
    package static let name = "manifest.json"
    /// What `sha256sum -c` reads.
    package static let sumsName = "SHA256SUMS"

    package struct File: Hashable, Sendable {
        package let name: String
        package let bytes: Int
        /// In hexadecimal.
        package let sha256: String

        package init(name: String, bytes: Int, sha256: String) {
            self.name = name
            self.bytes = bytes
            self.sha256 = sha256
        }
    }

    /// The document, as it is hashed and written.
    package static func json(
        of statement: Statement, at instant: Instant, closing: MonthClosing,
        previous: ClosedMonth?, files: [File]
    ) -> JSON {
        let span = statement.report.span
        return [
            "schema": .string(schema), "month": .string(closing.month.description),
            "period": [
                "start": .instant(span.start), "end": .instant(span.end),
                "time_zone": .string(span.timeZone),
            ],
            "closed_at": .instant(instant), "ledger_id": .string(statement.scope.ledgerID),
            "ledger_head": .string(closing.head),
            "entries": .integer(closing.entries),
            "previous": previous.map {
                [
                    "month": .string($0.month.description), "closed_at": .instant($0.at),
                    "ledger_head": .string($0.closing.head),
                    "manifest_sha256": .string($0.closing.manifest),
                ]
            } ?? .null,
            "totals": .spend(statement.report.totals),
            "adjustments": ClosingDocument.sum(closing.adjustments),
            "due_usd": .usd(closing.due), "unsettled": unsettled(closing.unsettled),
            "files": .array(
                files.map {
                    [
                        "name": .string($0.name), "bytes": .integer($0.bytes),
                        "sha256": .string($0.sha256),
                    ]
                }),
        ]
    }

    /// A line for each file and one for the manifest.
    package static func sums(_ files: [File], manifest: String) -> String {
        (files.map { ($0.sha256, $0.name) } + [(manifest, name)])
            .map { "\($0)  \($1)\n" }.joined()
    }

    private static func unsettled(_ unsettled: Unsettled) -> JSON {
        func part(_ part: Unsettled.Part) -> JSON {
            ["count": .integer(part.count), "usd": .usd(part.usd)]
        }
        return [
            "open": part(unsettled.open), "unknown": part(unsettled.unknown),
            "unpriced": part(unsettled.unpriced), "provisional": part(unsettled.provisional),
        ]
    }

    // MARK: Reading

    package let month: Month
    package let ledgerID: String
    package let head: String
    package let files: [File]

    /// Nil for what is no manifest of this kind, or names a file outside of its folder.
    package init?(_ json: JSON) {
        guard json["schema"]?.string == StatementManifest.schema,
            let month = json["month"]?.string.flatMap({ Month($0) }),
            let ledgerID = json["ledger_id"]?.string, let head = json["ledger_head"]?.string,
            let entries = json["files"]?.array
        else { return nil }
        let files = entries.compactMap { entry -> File? in
            guard let name = entry["name"]?.string, let bytes = entry["bytes"]?.int,
                let sha256 = entry["sha256"]?.string, !name.isEmpty, !name.hasPrefix("."),
                !name.contains("/"), !name.contains("\0")
            else { return nil }
            return File(name: name, bytes: bytes, sha256: sha256)
        }
        guard files.count == entries.count else { return nil }
        self.month = month
        self.ledgerID = ledgerID
        self.head = head
        self.files = files
    }
}
