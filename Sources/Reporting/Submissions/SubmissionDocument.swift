package import Accounting
package import LosslessJSON

/// `bursar.submission/1`: one submission with every fact that is known about it.
package enum SubmissionDocument {
    package static let schema = "bursar.submission/1"

    /// - Parameters:
    ///   - isDryRun: it was never recorded, so it has no id, and no state unless it would have been
    ///     refused. The key `dry_run` then says so.
    ///   - budgets: those that count it, for the key `budgets`; without them there is no such key.
    ///   - history: what the key `history` shows; without it there is no such key.
    ///   - prompt: the kept prompt, for the key `prompt`; without it there is no such key.
    package static func json(
        _ submission: Submission, isDryRun: Bool = false, budgets: [BudgetPreview]? = nil,
        history: SubmissionHistory? = nil, prompt: String? = nil
    ) -> JSON {
        let state = isDryRun && submission.state != .refused ? nil : submission.state
        let proposal = submission.proposal
        let document: JSON = [
            "schema": .string(schema),
            "id": isDryRun ? .null : .string(submission.id.description),
            "state": .name(state),
            "model": .name(submission.subject.model),
            "mode": .name(submission.subject.mode),
            "orientation": .name(submission.subject.orientation),
            "keep_audio": proposal.keepsAudio.map(JSON.bool) ?? .null,
            "project": .name(submission.subject.project),
            "labels": labels(proposal.labels),
            "day": .string(submission.day.description),
            "reserved_at": .instant(submission.reservedAt),
            "dispatched_at": .instant(submission.dispatchedAt),
            "accepted_at": .instant(submission.acceptedAt),
            "finished_at": .instant(submission.finishedAt),
            "generation_id": .string(orNull: submission.generationID),
            "estimate": estimate(submission.estimate),
            "charge": submission.charge.map(charge) ?? .null,
            "video_url": .string(orNull: submission.videoURL),
            "error": submission.fault.map(fault) ?? .null,
            "refusal": submission.refusal.map(RefusalDocument.json) ?? .null,
        ]
        var members = document.members ?? []
        if isDryRun { members.append(JSON.Member("dry_run", true)) }
        if let budgets {
            members.append(JSON.Member("budgets", .array(budgets.map(BudgetPreviewDocument.json))))
        }
        if let history { members.append(JSON.Member("history", history.json)) }
        if let prompt { members.append(JSON.Member("prompt", .string(prompt))) }
        return .object(members)
    }

    /// A key that was given twice has its last value.
    static func labels(_ labels: [Label]) -> JSON {
        var members: [JSON.Member] = []
        for label in labels {
            let member = JSON.Member(label.key.text, .string(label.value))
            if let index = members.firstIndex(where: { Name($0.key) == label.key }) {
                members[index] = member
            } else {
                members.append(member)
            }
        }
        return .object(members)
    }

    /// Without a price the amount is unknown, which is not zero.
    private static func estimate(_ estimate: Estimate) -> JSON {
        [
            "usd": .usd(estimate.isPriced ? estimate.usd : nil),
            "seconds": .integer(orNull: estimate.seconds),
            "seconds_source": .name(estimate.secondsSource),
            "unit_price_usd": .usd(estimate.unitPrice),
            "price_per": .name(estimate.pricePer),
            "price_source": .name(estimate.priceSource),
        ]
    }

    private static func charge(_ charge: Charge) -> JSON {
        [
            "usd": .usd(charge.usd),
            "credits": .integer(charge.credits),
            "source": .name(charge.source),
            "provisional": .bool(charge.isProvisional),
            "remark": .string(orNull: charge.remark),
        ]
    }

    private static func fault(_ fault: Fault) -> JSON {
        ["name": .string(fault.name), "message": .string(fault.message)]
    }
}

/// `bursar.submissions/1`: several of them, each with its own schema.
package enum SubmissionsDocument {
    package static let schema = "bursar.submissions/1"

    /// The document of several that are documents already.
    package static func text(of documents: [JSON]) -> String {
        JSON.object([
            JSON.Member("schema", .string(schema)), JSON.Member("submissions", .array(documents)),
        ]).prettyText + "\n"
    }

    /// Writes the document piece by piece, so that memory does not grow with their number.
    ///
    /// - Parameters:
    ///   - forEach: gives one submission after another, once.
    ///   - document: makes the document of one.
    ///   - write: takes the pieces, the last of which ends with a newline.
    package static func write(
        _ forEach: ((Submission) throws -> Void) throws -> Void,
        as document: @escaping (Submission) -> JSON = { SubmissionDocument.json($0) },
        to write: @escaping (String) throws -> Void
    ) throws {
        try write("{\n  \"schema\": \"\(schema)\",\n  \"submissions\": [")
        var isEmpty = true
        try forEach { submission in
            let text = document(submission).indentedText(level: 2)
            try write((isEmpty ? "\n    " : ",\n    ") + text)
            isEmpty = false
        }
        try write(isEmpty ? "]\n}\n" : "\n  ]\n}\n")
    }
}
