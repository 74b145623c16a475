import Foundation

/// Which decimal mark spreadsheets use in a place.
///
/// By the locale that is set for numbers; else the country of the ledger's time zone, as servers are
/// set to English in every country; else the language of the environment.
struct DecimalMark {
    let environment: [String: String]
    /// The database's list of countries and their zones.
    var zones = "/usr/share/zoneinfo/zone.tab"

    func character(in timeZone: String) -> Character {
        let named = locale("LC_ALL") ?? locale("LC_NUMERIC") ?? country(of: timeZone)
        let mark = (named ?? locale("LANG")).flatMap { Locale(identifier: $0).decimalSeparator }
        return mark == "," ? "," : "."
    }

    /// `de_DE` of `de_DE.UTF-8`; nil for none, and for those of no country.
    private func locale(_ variable: String) -> String? {
        let name = (environment[variable] ?? "").prefix { $0 != "." && $0 != "@" }
        return name.isEmpty || name == "C" || name == "POSIX" ? nil : String(name)
    }

    /// The locale that most people have in the country of a zone; nil for a zone of no country.
    private func country(of timeZone: String) -> String? {
        guard let text = try? String(contentsOfFile: zones, encoding: .utf8) else { return nil }
        let fields = text.split(separator: "\n").lazy.map { $0.split(separator: "\t") }
        guard let line = fields.first(where: { $0.count > 2 && $0[2] == timeZone }) else {
            return nil
        }
        return Locale.Language(identifier: "und-\(line[0])").maximalIdentifier
    }
}
