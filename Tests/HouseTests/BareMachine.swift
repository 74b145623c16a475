import Foundation
import TestSupport

/// A machine as `scripts/prepare.sh` sees it: a folder of programs, of which the compiler and apt-get
/// are stubs, and a list of what is not installed.
struct BareMachine {
    private let folder: TemporaryFolder
    private let user: Int

    /// - Parameter sudo: what `sudo` does, or nil where there is none.
    init(user: Int = 0, sudo: String? = nil) throws {
        folder = try TemporaryFolder()
        self.user = user
        try FileManager.default.createDirectory(
            atPath: folder.path("bin"), withIntermediateDirectories: true)
        for name in [
            "awk", "bash", "cat", "dirname", "env", "grep", "mktemp", "realpath", "rm", "sed", "sh",
            "sort", "tail",
        ] {
            guard let path = Tool.path(name) else { continue }
            try FileManager.default.createSymbolicLink(
                atPath: folder.path("bin/\(name)"), withDestinationPath: path)
        }
        let programs = [
            "git", "ld", "strace", "curl", "sqlite3", "apt-cache", "hledger", "ledger",
            "bean-check", "ledger2beancount", "python3",
        ]
        for name in programs {
            try add(name, "exit 0")
        }
        try add("id", "echo \(user)")
        try add("swift", "echo 'Swift version 6.3.1 (swift-6.3.1-RELEASE)'")
        try add("swiftc", "exit 1")
        try add("dpkg-query", "printf 'gcc-9-base:amd64\\t9\\ngcc-12-base:amd64\\t12.2\\n'")
        // A header is asked for through stdin, a file by its name; a program needs all of them.
        try add(
            "clang",
            """
            case "$*" in
                *-print-file-name=*)
                    name="${1#-print-file-name=}"
                    grep -qx "$name" "$MACHINE/lacks" && echo "$name" || echo "/usr/lib/$name" ;;
                *-E*) ! sed -n 's/^#include <\\(.*\\)>$/\\1/p' | grep -qxf "$MACHINE/lacks" ;;
                *) exit 0 ;;
            esac
            """)
        try add("clang++", "echo 'error: not found' >&2; ! grep -q . \"$MACHINE/lacks\"")
        try add(
            "apt-get",
            """
            [ "$1" = install ] || exit 0
            [ "$(id)" = 0 ] || [ -n "${AS_ROOT:-}" ] || exit 100
            for word in "$@"; do
                case $word in install|-*) ;; *) echo "$word" >> "$MACHINE/installed" ;; esac
            done
            : > "$MACHINE/lacks"
            """)
        if let sudo { try add("sudo", sudo) }
        lack()
    }

    func add(_ program: String, _ script: String) throws {
        remove(program)
        let path = try folder.file("bin/\(program)", Array("#!/bin/sh\n\(script)\n".utf8))
        chmod(path, 0o755)
    }

    func remove(_ program: String) { unlink(folder.path("bin/\(program)")) }

    /// Headers and files that are not installed.
    func lack(_ names: String...) {
        _ = try? folder.file("lacks", Array(names.map { $0 + "\n" }.joined().utf8))
    }

    /// The packages that were installed, in order.
    var installed: [String] {
        let text = try? String(contentsOfFile: folder.path("installed"), encoding: .utf8)
        return (text ?? "").split(separator: "\n").map(String.init)
    }

    func prepare(_ argument: String? = nil, _ variables: [String: String] = [:]) async throws
        -> ProgramResult
    {
        let environment = [
            "PATH": folder.path("bin"), "MACHINE": folder.url.path, "TMPDIR": folder.url.path,
        ].merging(variables) { $1 }
        return try await Program(path: folder.path("bin/bash"), environment: environment)
            .run([Repository.url("scripts/prepare.sh").path] + (argument.map { [$0] } ?? []))
    }
}
