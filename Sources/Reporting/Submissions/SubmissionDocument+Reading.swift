package import Accounting
package import LosslessJSON

/// What a gateway says of a submission, read back from its document.
extension SubmissionDocument {
    /// The submission of a document; nil for a document of another kind, or with a value that cannot be one.
    ///
    /// Written again it is the same document. What documents do not say is not known of it: the key that made
    /// it, and which of its fields the person named.
    package static func submission(from document: JSON) -> Submission? {
        guard document["schema"]?.string == schema,
            let id = document["id"]?.string.flatMap({ SubmissionID($0) }) ?? anonymous(document),
            let subject = subject(document), let estimate = estimate(document["estimate"]),
            let day = document["day"]?.string.flatMap({ Day($0) }),
            let reservedAt = instant(document["reserved_at"])
        else { return nil }
        let state = document["state"]?.string.flatMap(SubmissionState.init) ?? .reserved
        let proposal = Proposal(
            id: id, subject: subject, keepsAudio: document["keep_audio"]?.bool,
            labels: document["labels"]?.members?.compactMap(label) ?? [], estimate: estimate)
        return Submission(
            proposal: proposal, day: day, reservedAt: reservedAt, state: state,
            dispatchedAt: instant(document["dispatched_at"]),
            acceptedAt: instant(document["accepted_at"]),
            finishedAt: instant(document["finished_at"]),
            generationID: document["generation_id"]?.string, quotedCharge: nil,
            charge: document["charge"].flatMap(charge), videoURL: document["video_url"]?.string,
            fault: document["error"].flatMap(fault),
            refusal: document["refusal"].flatMap { RefusalDocument.refusal(from: $0) })
    }

    /// The budgets that a dry run was held against; empty in any other document.
    package static func budgets(from document: JSON) -> [BudgetPreview] {
        document["budgets"]?.array?.compactMap(BudgetPreviewDocument.preview) ?? []
    }

    /// A dry run has no id.
    private static func anonymous(_ document: JSON) -> SubmissionID? {
        document["dry_run"]?.bool == true
            ? SubmissionID("00000000-0000-7000-8000-000000000000") : nil
    }

    private static func subject(_ document: JSON) -> Subject? {
        document["model"]?.string.map { model in
            Subject(
                model: Name(model), mode: document["mode"]?.string.flatMap(Mode.init),
                orientation: document["orientation"]?.string.flatMap(Orientation.init),
                project: document["project"]?.string.map { Name($0) })
        }
    }

    private static func label(_ member: JSON.Member) -> Label? {
        member.value.string.map { Label(key: Name(member.key), value: $0) }
    }

    private static func estimate(_ json: JSON?) -> Estimate? {
        guard let json, json.members != nil else { return nil }
        let source = json["price_source"]?.string.flatMap(EstimateSource.init)
        return Estimate(
            usd: usd(json["usd"]) ?? .zero, seconds: json["seconds"]?.int,
            secondsSource: json["seconds_source"]?.string.flatMap(SecondsSource.init),
            unitPrice: usd(json["unit_price_usd"]),
            pricePer: json["price_per"]?.string.flatMap(PriceUnit.init), priceSource: source)
    }

    private static func charge(_ json: JSON) -> Charge? {
        guard let usd = usd(json["usd"]), let credits = json["credits"]?.int64,
            let source = json["source"]?.string.flatMap(ChargeSource.init)
        else { return nil }
        return Charge(
            usd: usd, credits: credits, source: source,
            isProvisional: json["provisional"]?.bool ?? false, remark: json["remark"]?.string)
    }

    private static func fault(_ json: JSON) -> Fault? {
        guard let name = json["name"]?.string, let message = json["message"]?.string else {
            return nil
        }
        return Fault(name: name, message: message)
    }

    static func instant(_ json: JSON?) -> Instant? { json?.string.flatMap { Instant($0) } }

    static func usd(_ json: JSON?) -> USD? {
        json?.string.flatMap { try? USD(parsing: $0, rounding: .exact) }
    }
}

extension RefusalDocument {
    /// The refusal of a document; nil where there is none.
    package static func refusal(from json: JSON) -> Refusal? {
        guard let reason = json["reason"]?.string.flatMap(Refusal.Reason.init),
            let message = json["message"]?.string
        else { return nil }
        return Refusal(
            reason: reason, message: message,
            obstacles: json["budgets"]?.array?.compactMap(obstacle) ?? [],
            fits: json["fits"]?.array?.map(fit) ?? [],
            duplicate: json["duplicate"]?.string.flatMap { SubmissionID($0) })
    }

    private static func obstacle(_ json: JSON) -> Refusal.Obstacle? {
        guard let name = json["name"]?.string, let holding = Holding(json),
            let limit = BudgetLimit(json)
        else { return nil }
        return Refusal.Obstacle(
            budget: Name(name), limit: limit,
            overrides: SubmissionDocument.usd(json["overrides_usd"]) ?? .zero, holding: holding,
            requested: SubmissionDocument.usd(json["requested_usd"]) ?? .zero,
            available: SubmissionDocument.usd(json["available_usd"]),
            resetsAt: SubmissionDocument.instant(json["resets_at"]))
    }

    private static func fit(_ json: JSON) -> Refusal.Fit {
        Refusal.Fit(
            mode: json["mode"]?.string.flatMap(Mode.init), seconds: json["seconds"]?.int)
    }
}

extension Holding {
    /// What a document says of a budget's submissions: how many there are, and not how many of them are open.
    init?(_ json: JSON) {
        guard let spent = SubmissionDocument.usd(json["spent_usd"]),
            let reserved = SubmissionDocument.usd(json["reserved_usd"])
        else { return nil }
        self.init(
            spent: spent, reserved: reserved, posted: json["submissions"]?.int ?? 0, open: 0)
    }
}

extension BudgetLimit {
    init?(_ json: JSON) {
        if let count = json["limit_submissions"]?.int {
            self = .submissions(count)
        } else if let amount = SubmissionDocument.usd(json["limit_usd"]) {
            self = .usd(amount)
        } else {
            return nil
        }
    }
}
