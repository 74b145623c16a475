import Foundation

/// Why the sandbox could not listen.
package struct SandboxServerError: Error, Hashable, CustomStringConvertible {
    package let host: String
    package let port: Int
    /// The `errno` of binding.
    package let errorNumber: Int32

    package var isPortInUse: Bool { errorNumber == EADDRINUSE }

    package var description: String {
        if isPortInUse {
            return "port \(port) of \(host) is in use; choose another with --port, or a free one "
                + "with --port 0"
        }
        return "cannot listen on \(host):\(port): \(String(cString: strerror(errorNumber)))"
    }
}
