import Foundation
import Logging
import NIOSSL
import Synchronization

/// A certificate and its key, as PEM files, that connections are encrypted with.
///
/// They are read again when one of them has changed: whoever renews a certificate writes two files and
/// restarts nothing. While they cannot be used, as between those two writes, the last ones that could be are.
package final class TLSFiles: Sendable {
    /// Why they cannot be used.
    package struct Failure: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    private struct State {
        var context: NIOSSLContext
        var version: [FileVersion?]
        /// What was said of the newest version, so that it is said once.
        var complaint: String?
    }

    private let certificate: String
    private let key: String
    private let state: Mutex<State>

    /// - Parameters:
    ///   - certificate: the path of the certificate, the ones that signed it behind it.
    ///   - key: the path of its private key, without a passphrase.
    /// - Throws: ``Failure`` when they cannot be read, or do not belong together.
    package init(certificate: String, key: String) throws(Failure) {
        self.certificate = certificate
        self.key = key
        let version = TLSFiles.version(of: certificate, key)
        state = Mutex(
            State(context: try TLSFiles.context(certificate, key), version: version))
    }

    /// For a new connection.
    func context(noting logger: Logger) -> NIOSSLContext {
        let version = TLSFiles.version(of: certificate, key)
        return state.withLock { state in
            guard version != state.version else { return state.context }
            do throws(Failure) {
                state.context = try TLSFiles.context(certificate, key)
                state.version = version
                state.complaint = nil
                logger.info("certificate read again", metadata: ["file": "\(certificate)"])
            } catch {
                if state.complaint != error.description {
                    logger.warning(
                        "the certificate has changed and cannot be used; the one before is",
                        metadata: ["error": "\(error)"])
                }
                state.complaint = error.description
            }
            return state.context
        }
    }

    private static func context(_ certificate: String, _ key: String) throws(Failure)
        -> NIOSSLContext
    {
        let chain: [NIOSSLCertificateSource]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) }
        } catch {
            throw Failure(
                description: "the certificate \(certificate) "
                    + words(certificate, otherwise: "is no PEM file with a certificate"))
        }
        guard !chain.isEmpty else {
            throw Failure(description: "the certificate \(certificate) holds none")
        }
        let privateKey: NIOSSLPrivateKey
        do {
            privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
        } catch {
            throw Failure(
                description: "the key \(key) "
                    + words(
                        key, otherwise: "is no PEM file with a private key, or has a passphrase"))
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw Failure(
                description: "the key \(key) is not that of the certificate \(certificate)")
        }
    }

    /// What is wrong with a file that could not be read as PEM.
    private static func words(_ path: String, otherwise words: String) -> String {
        access(path, R_OK) == 0
            ? words
            : "cannot be read (\(String(cString: strerror(errno))))"
    }

    private static func version(of paths: String...) -> [FileVersion?] {
        paths.map(FileVersion.init)
    }
}

/// By what a file that was written anew, or another one in its place, is known.
private struct FileVersion: Hashable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int

    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
