import Accounting
import Foundation

extension Settings {
    /// When a file was last written; nil where there is none.
    static func modified(_ path: String) -> Instant? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Instant(
            microseconds: Int64(status.st_mtim.tv_sec) * Instant.microsecondsPerSecond
                + Int64(status.st_mtim.tv_nsec) / 1000)
    }

    /// A path that a variable names. A variable is read in every folder, and so is nothing relative to
    /// one.
    static func whole(
        _ text: String, namedBy name: String, _ environment: [String: String]
    ) throws(Failure) -> String {
        do {
            return try WholePath.resolved(text, home: environment["HOME"], relativeTo: nil)
        } catch {
            throw Failure(.failed, "\(name): \(error)")
        }
    }

    /// A ledger of this machine is none where a gateway owns it: what is submitted here would be held
    /// against no budget there.
    static func isOfGateway(_ address: String) -> Failure {
        Failure(
            .failed,
            "\(GatewayAddress.variable) names the gateway '\(address)', which owns the ledger, and this"
                + " command works on the ledger's own machine alone: run it there, or unset"
                + " \(GatewayAddress.variable) to use a ledger of this machine (nothing was sent)")
    }

    /// A file in a folder of the XDG base directory specification: relative folders are ignored.
    static func path(
        _ file: String, _ variable: String, _ fallback: String, _ environment: [String: String]
    ) throws(Failure) -> Setting<String> {
        if let folder = environment[variable], folder.hasPrefix("/") {
            return Setting(value: "\(folder)/\(file)", origin: .variable(variable))
        }
        guard let home = environment["HOME"], !home.isEmpty else {
            throw Failure(.failed, "HOME is not set; name the ledger with BURSAR_LEDGER")
        }
        guard home.hasPrefix("/") else {
            throw Failure(
                .failed,
                "HOME is '\(home)', which is no whole path; name the ledger with BURSAR_LEDGER")
        }
        return Setting(value: "\(home)/\(fallback)/\(file)", origin: .byDefault)
    }
}
