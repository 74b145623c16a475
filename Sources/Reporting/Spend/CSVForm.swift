/// How a table is written as CSV: RFC 4180 for programs, or as a spreadsheet opens it by itself.
package struct CSVForm: Hashable, Sendable {
    /// Begins with U+FEFF, without which Excel does not read a file as UTF-8.
    package let hasByteOrderMark: Bool
    /// Between cells: `,`, or `;` where the comma is the decimal mark.
    package let separator: Character
    /// In amounts: `.` or `,`.
    package let decimalMark: Character
    /// CR LF for Excel, else LF.
    package let lineEnd: String

    /// Cells between commas, amounts with a decimal point, lines that end with LF.
    package static let plain = CSVForm(
        hasByteOrderMark: false, separator: ",", decimalMark: ".", lineEnd: "\n")

    /// The same, after U+FEFF.
    package static let marked = CSVForm(
        hasByteOrderMark: true, separator: ",", decimalMark: ".", lineEnd: "\n")

    /// As Excel opens it with a double click, where this is the decimal mark.
    package static func excel(decimalMark: Character) -> CSVForm {
        CSVForm(
            hasByteOrderMark: true, separator: decimalMark == "," ? ";" : ",",
            decimalMark: decimalMark, lineEnd: "\r\n")
    }

    /// What a file begins with.
    var start: String { hasByteOrderMark ? "\u{FEFF}" : "" }

    /// One line of cells that are ready to stand there.
    func line(_ cells: [String]) -> String {
        cells.joined(separator: String(separator)) + lineEnd
    }

    /// A text from outside, quoted and guarded as ``CSVText`` does.
    func text(_ text: String) -> String { CSVText.cell(text, separator: separator) }

    /// A decimal number, with the mark of the form.
    func number(_ text: String) -> String {
        decimalMark == "." ? text : text.replacing(".", with: String(decimalMark))
    }
}
