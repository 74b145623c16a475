package import Accounting

/// A field of a record that a column of a table can be taken for.
package enum RecordField: String, CaseIterable, Sendable {
    case reservedAt = "reserved_at"
    case model, mode, orientation, project
    case generationID = "generation_id"
    case state, usd, credits, key, seconds
    case estimate = "estimate_usd"
    case sourceID = "source_id"
    case id, provisional, remark

    /// Other titles that a column of it has, as ``ColumnTitle`` reduces them.
    ///
    /// Not among them: `price` and `total`, which may be of a unit or of several rows; `api key`, which
    /// may hold secrets; `remark`, which lets dollars and credits contradict each other.
    var usualTitles: [String] {
        switch self {
        case .reservedAt:
            [
                "date", "datetime", "timestamp", "day", "created", "createdat", "createdon",
                "createddate", "createdtime", "creationdate", "creationtime", "datecreated",
                "submitted", "submittedat", "requestedat", "requesttime", "requestdate", "started",
                "startedat", "starttime", "startdate", "transactiondate", "usagedate",
            ]
        case .model: ["modelname", "modelid"]
        case .mode: ["generationmode"]
        case .orientation: ["characterorientation"]
        case .project: ["projectname"]
        case .generationID:
            [
                "generation", "generationid", "inferenceid", "xinferenceid", "referenceid",
                "taskid",
                "jobid",
            ]
        case .state: ["status"]
        case .usd:
            [
                "cost", "costusd", "usdcost", "costinusd", "amount", "amountusd", "usdamount",
                "amountinusd", "charge", "chargeusd", "charged", "chargedusd", "spend", "spendusd",
                "spent", "spentusd", "usdspent", "totalcost", "totalcostusd",
            ]
        case .credits:
            [
                "creditsused", "usedcredits", "creditsspent", "creditsconsumed", "amountcredits",
                "costcredits", "creditcost",
            ]
        case .key: ["keyname"]
        case .seconds: ["duration", "durationseconds", "durations", "durationsec", "videoseconds"]
        case .estimate:
            ["estimate", "estimated", "estimatedcost", "estimatedusd", "estimatedcostusd"]
        case .sourceID: ["id", "rowid", "recordid", "transactionid", "externalid", "uuid"]
        case .id: ["submissionid"]
        case .provisional, .remark: []
        }
    }

    /// Whether a column of this name alone is enough.
    var isGuessedByItsName: Bool { self != .id && self != .remark }

    static let required: [RecordField] = [.reservedAt, .model]
}

/// What a column of a table is taken for.
package enum ColumnUse: Hashable, Sendable {
    case field(RecordField)
    case label(Name)
    /// Not of the record: no row may say that its amount is in another currency.
    case currency
    /// Not of the record: no row may say that it is a refund or a payment.
    case direction

    /// `usd`, or `label:scene`; nil for the name of no field.
    package init?(name: String) {
        if let key = ColumnTitle.labelKey(name) {
            self = .label(key)
        } else if let field = RecordField(rawValue: name) {
            self = .field(field)
        } else {
            return nil
        }
    }

    /// Whether it is checked only: several columns may be.
    var isCheck: Bool { self == .currency || self == .direction }

    package var name: String {
        switch self {
        case .field(let field): field.rawValue
        case .label(let key): "label:\(key)"
        case .currency: "currency"
        case .direction: "direction"
        }
    }
}

/// The title of a column, as titles are compared: case, spaces and punctuation say nothing.
enum ColumnTitle {
    /// `amountusd` of `Amount (USD)`. A zone at the end is cut: see ``isUTC(_:)``.
    static func reduced(_ title: String) -> String {
        let letters = title.lowercased().filter { $0.isLetter || $0.isNumber }
        return isUTC(title) ? String(letters.dropLast(3)) : letters
    }

    /// Whether the times of the column are in UTC, as it says: `Created At (UTC)`.
    static func isUTC(_ title: String) -> Bool {
        let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.count > 1 && (words.last == "utc" || words.last == "gmt")
    }

    /// The key of `label:scene`, also as programs flatten JSON: `labels.scene`.
    static func labelKey(_ title: String) -> Name? {
        guard let mark = title.firstIndex(where: { $0 == ":" || $0 == "." }),
            ["label", "labels"].contains(title[..<mark].lowercased())
        else { return nil }
        let key = title[title.index(after: mark)...].description
        return key.isEmpty ? nil : Name(key)
    }
}
