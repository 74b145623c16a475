/// Why no format follows from what was stated and from the name of the file to write.
package enum ReportFormatConflict: Error, Hashable, Sendable {
    /// The name ends as those of another format do.
    case contradiction(ending: String, stated: ReportFormat)
    /// No format was stated, and none has names that end like this.
    case unknownEnding(String)
}

extension ReportFormat {
    /// What to write into a file: what was stated, else what its name ends in, else text.
    ///
    ///     try ReportFormat(stated: nil, path: "november.csv")     // csv
    ///     try ReportFormat(stated: .json, path: "november.csv")   // a contradiction
    ///     try ReportFormat(stated: nil, path: "november.pdf")     // an unknown ending
    ///
    /// - Parameter path: nil when nothing is written to a file. A name without a dot says nothing, and
    ///   beside a stated format neither does an ending that is no format's, such as `.log`.
    package init(stated: ReportFormat?, path: String?) throws(ReportFormatConflict) {
        guard let ending = path.flatMap(ReportFormat.ending) else {
            self = stated ?? .text
            return
        }
        let named = ReportFormat.allCases.first { $0.endings.contains(ending) }
        guard let stated else {
            guard let named else { throw .unknownEnding(ending) }
            self = named
            return
        }
        guard
            stated.endings.contains(ending)
                || named == nil && !ReportFormat.foreignEndings.contains(ending)
        else { throw .contradiction(ending: ending, stated: stated) }
        self = stated
    }

    /// What programs open as another kind of document, whatever is in it.
    private static let foreignEndings: Set<String> = [
        "pdf", "xml", "xls", "xlsx", "ods", "doc", "docx", "odt", "rtf", "tsv",
        "yaml", "yml", "parquet", "png", "svg",
    ]

    /// What stands behind the last dot of a file's name, in lower case; nil where nothing does.
    private static func ending(of path: String) -> String? {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        return ending.isEmpty ? nil : ending
    }
}
