package import Accounting
import Transport

/// How a gateway is set up.
package struct GatewayOptions: Sendable {
    package var host = "127.0.0.1"
    /// 0 takes a free one.
    package var port = 8787
    /// Host names beside its own that requests may be addressed to.
    package var allowedHosts: [String] = []
    /// Paths of POSTs that are forwarded without being priced.
    package var unmeteredPaths: Set<String> = []
    /// Between two rounds in the background.
    package var roundInterval = Duration.seconds(15)
    /// Between two readings of the provider's books.
    package var booksInterval = Duration.seconds(300)
    /// The balance of the provider's account below which an alert is raised.
    package var balanceLine: USD?
    /// The only key that is taken, for a gateway of one command.
    package var onlyKey: OneOffKey?
    /// The budget without which nothing is submitted: for a command whose budget could be removed while
    /// it runs. Nil where none is required.
    package var requiredBudget: Name?
    /// Runs commands for other machines; nil where none are.
    package var commands: (any CommandLine)?
    /// What connections are encrypted with; nil where they are not, or by a proxy before the gateway.
    package var tls: TLSFiles?
    /// Where bodies over 1 MiB are kept while they arrive.
    package var spoolFolder = "/tmp"

    package init() {}

    /// What its URLs begin with.
    package var scheme: String { tls == nil ? "http" : "https" }

    /// Whether it can be reached from this machine alone.
    package var isLoopback: Bool {
        Authority(host: host, port: port).isLoopback
    }
}
