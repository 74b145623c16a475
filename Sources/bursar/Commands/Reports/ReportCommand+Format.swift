import ArgumentParser
import Reporting

extension ReportCommand {
    /// The format that was stated, or that the name of the file says.
    func usedFormat() throws -> ReportFormat {
        do throws(ReportFormatConflict) {
            let stated = json ? .json : format ?? (spreadsheet.areGiven ? .csv : nil)
            return try ReportFormat(stated: stated, path: output)
        } catch {
            throw ValidationError("--output '\(output ?? "")'\(words(about: error))")
        }
    }

    private func words(about conflict: ReportFormatConflict) -> String {
        switch conflict {
        case .contradiction(let ending, let stated):
            return " ends in .\(ending), and"
                + " \(json ? "--json" : "--format \(stated.rawValue)") is another format; end it in"
                + " .\(stated.endings[0])"
        case .unknownEnding(let ending):
            let known = ReportFormat.allCases.map { "\($0.rawValue) (.\($0.endings[0]))" }
            return
                ": no format ends in .\(ending); there are \(known.joined(separator: ", ")); name"
                + " one with --format or by the ending"
        }
    }
}
