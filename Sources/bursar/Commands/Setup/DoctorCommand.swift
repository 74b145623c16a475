import Accounting
import ArgumentParser
import LosslessJSON
import Reporting

/// `bursar doctor`: checks the installation, and says what to do about what it finds.
struct DoctorCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the key, the account, the ledger and this machine.",
        discussion: """
            One line for each check, and what to do about what is not as it should be. Nothing is \
            changed, nothing is submitted, and no ledger is made.

            Exit code 1 when something is a problem. Warnings, and what could not be found out, leave \
            it at 0.
            """)

    @Flag(help: "Do not ask the provider; leave out what only it can answer.")
    var offline = false

    @Flag(help: "Print a bursar.doctor/1 document.")
    var json = false

    func run(in context: CommandContext) async throws {
        let diagnosis = Diagnosis(
            await DoctorInspection(context: context, isOffline: offline).gathered())
        try context.print(
            json
                ? DiagnosisDocument.json(diagnosis, words: Advice.words).prettyText + "\n"
                : DiagnosisText.lines(diagnosis, style: context.style))
        // The checks are printed already.
        if !diagnosis.isOK { throw Failure(.failed) }
    }
}
