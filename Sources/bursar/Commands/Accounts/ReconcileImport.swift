import Accounting
import LedgerStore
import Metering
import Reporting

extension ImportCommand {
    /// `bursar import --from-provider`: the provider's bill and log as the history of this ledger.
    ///
    /// - Parameters:
    ///   - first: by default the first of the month.
    ///   - last: by default today.
    func importBooks(from first: Day?, to last: Day?, in context: CommandContext) async throws {
        let meter = try await context.makingMeter()
        let today = meter.ledger.calendar.day(of: context.now)
        let last = min(last ?? today, today)
        let first = first ?? last.startOfMonth
        guard first <= last else {
            throw Failure(.failed, "--since \(first) is in the future; today is \(today)")
        }
        let progress = ReconcileProgress(context: context, isQuiet: false)
        defer { progress.end() }
        let result = try await Interruption.watching(context) {
            try await context.withProvider(warnsOfClock: false) { books in
                try await meter.importBooks(
                    from: first, to: last, over: books, progress: progress.show)
            }
        }
        progress.end()
        if let failure = result.failure {
            let advice =
                result.advice == .awaitCorrectedRow
                ? "it stays so until the provider corrects that row; begin after its day, or take the"
                    + " charges in from a file: bursar import FILE" : result.advice.words
            throw Failure(.failed, "\(failure); nothing was imported; \(advice)")
        }
        context.note(
            "Imported \(result.imported) (\(result.usd.display)), skipped \(result.skipped) that were"
                + " already there.")
        if result.different > 0 {
            context.note(
                "warning: \(result.different) are there with another amount; see: bursar reconcile"
                    + " --since \(first)")
        }
        if result.doubtful > 0 {
            context.note(
                "warning: \(Count.text(result.doubtful, "charge")) may be of a submission whose answer"
                    + " was lost, or name no generation, and were left out; see: bursar reconcile"
                    + " --since \(first)")
        }
        if result.unbilled > 0 {
            context.note(
                "note: \(Count.text(result.unbilled, "request")) of the log with a cost and no charge on"
                    + " the bill")
        }
    }
}
