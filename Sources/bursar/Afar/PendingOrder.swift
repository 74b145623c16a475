import Foundation
import LedgerStore
import LosslessJSON

/// An order whose answer has not come: its `Idempotency-Key` is in a file of this machine from before it is
/// sent until it is known what became of it. The same command finds it there, and asks after the order in
/// the place of sending a second one, whatever was lost in between.
///
/// The file is named after a digest of the order and holds nothing of it. While a process has it, it is
/// locked, and another one that orders the same takes the next.
final class PendingOrder {
    let idempotencyKey: String
    /// An earlier run sent it, and its answer was lost.
    let isAgain: Bool
    private let path: String
    private let descriptor: Int32

    /// How many may be under way of one order at the same time.
    private static let most = 256

    private init(idempotencyKey: String, isAgain: Bool, path: String, descriptor: Int32) {
        self.idempotencyKey = idempotencyKey
        self.isAgain = isAgain
        self.path = path
        self.descriptor = descriptor
    }

    /// Notes an order that is about to be sent, or finds what an earlier run noted of it.
    ///
    /// - Throws: ``Failure`` where no file can be kept: nothing was sent.
    static func begin(
        _ order: JSON, to gateway: String, _ environment: [String: String]
    ) throws(Failure) -> PendingOrder {
        let folder = try folder(environment)
        let name = FileDigest(of: "\(gateway)\n\(order.compactText)").text
        for number in 0..<most {
            let path = "\(folder)/\(name).\(number)"
            guard let descriptor = try locked(path) else { continue }
            let known = key(in: descriptor)
            let pending = PendingOrder(
                idempotencyKey: known ?? UUID().uuidString.lowercased(), isAgain: known != nil,
                path: path, descriptor: descriptor)
            if known == nil { try write(pending.idempotencyKey, to: descriptor, path) }
            return pending
        }
        throw Failure(
            .failed,
            "\(most) commands order the same at this moment; wait for one of them (nothing was sent)"
        )
    }

    deinit { close(descriptor) }

    /// It is known what became of it: the same command orders anew from now on.
    func end() { unlink(path) }

    private static func folder(_ environment: [String: String]) throws(Failure) -> String {
        let path: String
        do {
            path = try Settings.path(
                "bursar/pending", "XDG_STATE_HOME", ".local/state", environment
            ).value
        } catch {
            throw Failure(
                .failed,
                "HOME is no whole path, and a submission is noted below it before it is sent; set HOME or"
                    + " XDG_STATE_HOME (nothing was sent)")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw failure(path, errno)
        }
        return path
    }

    /// The file, locked; nil where another process has it.
    private static func locked(_ path: String) throws(Failure) -> Int32? {
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else { throw failure(path, errno) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let reason = errno
                close(descriptor)
                guard reason == EWOULDBLOCK else { throw failure(path, reason) }
                return nil
            }
            var status = stat()
            // It may have been removed between opening and locking.
            if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return descriptor }
            close(descriptor)
        }
    }

    /// What was written whole before; nil in a new file.
    private static func key(in descriptor: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return UUID(uuidString: String(decoding: bytes[..<count], as: UTF8.self))?.uuidString
            .lowercased()
    }

    private static func write(_ key: String, to descriptor: Int32, _ path: String) throws(Failure) {
        let bytes = Array(key.utf8)
        guard ftruncate(descriptor, 0) == 0,
            pwrite(descriptor, bytes, bytes.count, 0) == bytes.count,
            fsync(descriptor) == 0
        else { throw failure(path, errno) }
    }

    private static func failure(_ path: String, _ reason: Int32) -> Failure {
        Failure(
            .failed,
            "cannot note the submission in '\(path)' before it is sent: \(String(cString: strerror(reason)));"
                + " set XDG_STATE_HOME to a folder that can be written (nothing was sent)")
    }
}
