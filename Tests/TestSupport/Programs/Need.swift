import Foundation
package import Testing

/// What a test needs of the machine beyond what building it needs.
package enum Need: Sendable, CaseIterable {
    /// To kill a program at its N-th call of the system.
    case strace
    /// The `sqlite3` that the documentation tells people to use.
    case sqliteShell
    /// A ``SmallDisk``.
    case smallDisk
    /// That a file without permissions can be had: see ``Program/boundByPermissions()``.
    case permissions
    /// As a client of the gateway that knows nothing of it.
    case curl
    /// Programs of plain-text accounting.
    case plainTextAccounting
    /// Of FOCUS files, from PyPI.
    case focusValidators

    package var description: String {
        switch self {
        case .strace: "strace (Debian's package strace) and the right to trace a process"
        case .sqliteShell: "the sqlite3 shell (Debian's package sqlite3)"
        case .smallDisk: "root, and the right to mount a tmpfs"
        case .permissions: "an ordinary user, or setpriv (Debian's package util-linux) for root"
        case .curl: "curl (Debian's package curl)"
        case .plainTextAccounting:
            "hledger, ledger, beancount and ledger2beancount (Debian's packages of these names)"
        case .focusValidators: "validators of FOCUS files (installed by scripts/validators.sh)"
        }
    }

    fileprivate var isMet: Bool {
        get async {
            switch self {
            case .strace: await Tool.canTrace
            case .sqliteShell: Tool.path("sqlite3") != nil
            case .smallDisk: SmallDisk.canBeMade
            case .permissions: await Tool.areStoppedByPermissions
            case .curl: Tool.path("curl") != nil
            case .plainTextAccounting:
                ["hledger", "ledger", "bean-check", "ledger2beancount"]
                    .allSatisfy { Tool.path($0) != nil }
            case .focusValidators: Tool.focusPython != nil
            }
        }
    }

    /// Whether a test with this need runs, or is skipped.
    ///
    /// - Throws: ``UnmetNeed`` on a server of tests, which may skip none.
    package func admits(isMet: Bool, onServer: Bool) throws -> Bool {
        guard isMet || !onServer else { throw UnmetNeed(need: self) }
        return isMet
    }

    /// `CI=true`: what tests, and may not skip any.
    fileprivate static let isOnServer = ProcessInfo.processInfo.environment["CI"] == "true"
}

package struct UnmetNeed: Error, CustomStringConvertible {
    let need: Need

    package var description: String {
        "this test needs \(need.description); CI=true, so it is not skipped. "
            + "'scripts/prepare.sh test' installs what is a package"
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where the machine lacks something, and says what. With `CI=true` it fails there.
    package static func needs(_ need: Need) -> Self {
        .enabled("needs \(need.description)") {
            try need.admits(isMet: await need.isMet, onServer: Need.isOnServer)
        }
    }
}
