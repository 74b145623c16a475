/// A file that holds a table or lines in a form that has to be unpacked first, by its first bytes.
enum PackedForm: CaseIterable {
    case gzip, bzip2, xz, zstd, zip, workbook, sqlite, pdf

    init?(_ bytes: [UInt8]) {
        let found = PackedForm.allCases.first { bytes.starts(with: $0.magic) }
        guard let found else { return nil }
        self = found
    }

    private var magic: [UInt8] {
        switch self {
        case .gzip: [0x1F, 0x8B]
        case .bzip2: Array("BZh".utf8)
        case .xz: [0xFD] + Array("7zXZ".utf8) + [0]
        case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
        case .zip: Array("PK".utf8) + [3, 4]
        case .workbook: [0xD0, 0xCF, 0x11, 0xE0]
        case .sqlite: Array("SQLite format 3".utf8) + [0]
        case .pdf: Array("%PDF-".utf8)
        }
    }

    /// What it is and what to do, to follow "NAME is".
    var words: String {
        switch self {
        case .gzip: "compressed; unpack it: gunzip -c FILE | bursar import -"
        case .bzip2: "compressed; unpack it: bunzip2 -c FILE | bursar import -"
        case .xz: "compressed; unpack it: xz -dc FILE | bursar import -"
        case .zstd: "compressed; unpack it: zstd -dc FILE | bursar import -"
        case .zip: "an archive or a workbook of Excel; unpack it, or save the sheet as CSV in UTF-8"
        case .workbook: "a workbook of Excel; save the sheet as CSV in UTF-8"
        case .sqlite: "a database of SQLite; of a ledger of Bursar: bursar export > history.jsonl"
        case .pdf: "a PDF; import the table that it was made of, as CSV"
        }
    }
}
