import Reporting

/// JSON Lines, which are written as they are made.
extension ReportCommand {
    func write(_ lines: ReportLines, to file: String?, in context: CommandContext) throws {
        func write(_ sink: (String) throws -> Void) throws {
            var batch = ""
            try lines.forEach { line in
                batch += line
                guard batch.utf8.count >= OutputBatch.bytes else { return }
                try sink(batch)
                batch = ""
            }
            try sink(batch)
        }
        if let file {
            try OutputFile.write(to: file, write)
        } else {
            try write { try context.print($0) }
        }
    }
}
