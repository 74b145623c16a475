import Reporting

extension ColumnMappingError {
    /// What to do next.
    var advice: String {
        switch kind {
        case .ambiguous(let use):
            let column = columns.first ?? 0
            let title = titles[column]
            let isUnique = titles.count { $0.lowercased() == title.lowercased() } == 1
            return "say which: --map '\(use.name)=\(isUnique ? title : "#\(column + 1)")'"
        case .missing(let fields):
            return "say which one it is: --map '\(fields[0].rawValue)=COLUMN'"
        case .noSuchColumn: return "name one of these, or its number, like #1"
        case .sameTitle: return "name its number, like #\((columns.first ?? 0) + 1)"
        case .takenTwice, .statedTwice: return "name each once in --map"
        case .sums, .differences: return "for submissions: bursar export"
        }
    }
}

extension TableError {
    /// What to do next, after a semicolon; empty where the error says it.
    var advice: String {
        switch kind {
        case .flaw(.unknownMark, _, _):
            return ", or name the mark: --decimal-mark . or --decimal-mark ,"
        case .flaw(.thousands, _, let value):
            let marks = value.filter { $0 == "," || $0 == "." }
            guard marks.count == 1 else { return "" }
            return "; if that is the decimal mark: --decimal-mark \(marks)"
        case .csv(.utf16, _): return ", like this: iconv -f UTF-16 -t UTF-8"
        case .csv(.notUTF8, _): return ", like this: iconv -f WINDOWS-1252 -t UTF-8"
        default: return ""
        }
    }
}
