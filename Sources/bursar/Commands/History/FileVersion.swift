import Foundation

/// What tells whether an open file was written: its length, and when that was done last.
struct FileVersion: Hashable {
    private let bytes: Int64
    private let seconds: Int
    private let nanoseconds: Int

    init(of stream: UnsafeMutablePointer<FILE>) {
        var status = stat()
        let isKnown = fstat(fileno(stream), &status) == 0
        bytes = isKnown ? Int64(status.st_size) : -1
        seconds = isKnown ? status.st_mtim.tv_sec : 0
        nanoseconds = isKnown ? status.st_mtim.tv_nsec : 0
    }
}
