import Accounting
import LosslessJSON

// The values of a submission in the order of the columns.
extension SubmissionRow {
    static func writeFixed(_ submission: Submission, to writer: inout ColumnWriter) {
        let proposal = submission.proposal
        let (subject, estimate) = (proposal.subject, proposal.estimate)
        writer.write(proposal.id.description)
        writer.write(subject.model)
        writer.write(subject.mode)
        writer.write(subject.orientation)
        writer.write(subject.project)
        writer.write(subject.key)
        writer.write(proposal.isModeExplicit)
        writer.write(proposal.isOrientationExplicit)
        writer.write(proposal.keepsAudio)
        writer.write(proposal.labels.isEmpty ? "[]" : proposal.labels.json.compactText)
        writer.write(submission.day.description)
        writer.write(submission.reservedAt)
        writer.write(estimate.usd)
        writer.write(estimate.seconds)
        writer.write(estimate.secondsSource)
        writer.write(estimate.unitPrice)
        writer.write(estimate.pricePer)
        writer.write(estimate.priceSource)
        writer.write(proposal.maxCost)
        writer.write(proposal.fingerprint?.digest)
        writer.write(proposal.fingerprint?.promptBytes)
        writer.write(proposal.fingerprint?.imageBytes)
        writer.write(proposal.fingerprint?.videoBytes)
        writer.write(submission.refusal?.journalJSON.compactText)
        writer.write(proposal.sourceID)
    }

    static func writeChanging(
        _ submission: Submission, withGeneration: Bool = true, to writer: inout ColumnWriter
    ) {
        let charge = submission.charge
        writer.write(submission.state)
        writer.write(submission.dispatchedAt)
        writer.write(submission.acceptedAt)
        writer.write(submission.finishedAt)
        if withGeneration { writer.write(submission.generationID) }
        writer.write(submission.quotedCharge?.json.compactText)
        writer.write(charge?.usd)
        writer.write(charge?.credits)
        writer.write(charge?.source)
        writer.write(charge?.isProvisional)
        writer.write(charge?.remark)
        writer.write(submission.videoURL)
        writer.write(submission.fault?.name)
        writer.write(submission.fault?.message)
    }
}
