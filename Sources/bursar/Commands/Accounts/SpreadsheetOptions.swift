import Accounting
import ArgumentParser
import Foundation
import LedgerStore
import Reporting

/// The form in which `report` and `reconcile` write CSV.
struct SpreadsheetOptions: ParsableArguments {
    @Flag(help: "CSV that begins with a byte order mark, without which Excel does not read UTF-8.")
    var bom = false

    @Flag(
        help: """
            CSV that Excel opens by itself: with the mark, and with the decimal mark and the separator \
            of the country of LC_ALL or LC_NUMERIC, else of the ledger's time zone, else of LANG.
            """)
    var excel = false

    /// Whether CSV is meant, if nothing else is said.
    var areGiven: Bool { bom || excel }

    /// - Parameter format: the one that was asked for; nil for none.
    func require(csv format: String?) throws {
        guard areGiven, let format, format != "csv" else { return }
        throw ValidationError(
            "\(excel ? "--excel" : "--bom") is for CSV, and the format is \(format)")
    }

    func form(for ledger: Ledger, in context: CommandContext) -> CSVForm {
        if excel {
            return .excel(
                decimalMark: DecimalMark(environment: context.environment)
                    .character(in: ledger.calendar.identifier))
        }
        return bom ? .marked : .plain
    }
}
