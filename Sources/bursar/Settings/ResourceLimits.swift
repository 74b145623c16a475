import Foundation

/// The limits of this process. Below these, libraries end the process by a signal in the middle of the
/// work, so they are checked before anything is begun.
struct ResourceLimits: Hashable, Sendable {
    /// How many files may be open at once.
    var files: UInt64
    /// Bytes of address space.
    var addressSpace: UInt64

    /// Which limit is too low, and what to raise it to; nil when all are high enough.
    ///
    /// Measured: a command that asks the provider holds 18 files on a machine with two cores, three of
    /// them for each core, and 200 MiB, of which each thread's stack takes 8.
    func shortage(cores: Int) -> String? {
        let neededFiles = ResourceLimits.neededFiles(cores: cores)
        guard files >= neededFiles else {
            return "this process may have \(files) files open, and needs \(neededFiles); raise that"
                + " limit (nothing was sent): ulimit -n \(neededFiles)"
        }
        let needed = 160 + 16 * UInt64(cores)
        guard addressSpace >= needed << 20 else {
            return
                "this process may use \(addressSpace >> 20) MiB of memory, and needs \(needed); raise"
                + " that limit (nothing was sent): ulimit -v \(needed << 10)"
        }
        return nil
    }

    private static func neededFiles(cores: Int) -> UInt64 { 32 + 4 * UInt64(cores) }
}

extension ResourceLimits {
    /// How many files this process may have open, once that is as many as it may allow itself: for a service,
    /// whose connections are files.
    static func raisingOpenFiles() -> Int {
        var files = rlimit()
        guard getrlimit(.init(RLIMIT_NOFILE.rawValue), &files) == 0 else { return 1024 }
        var raised = files
        raised.rlim_cur = min(files.rlim_max, 65_536)
        if raised.rlim_cur > files.rlim_cur, setrlimit(.init(RLIMIT_NOFILE.rawValue), &raised) == 0
        {
            files = raised
        }
        return Int(clamping: files.rlim_cur)
    }

    /// Those of this process, after what it may raise by itself was raised.
    static func ofThisProcess(cores: Int) -> ResourceLimits {
        var files = rlimit()
        var space = rlimit()
        guard getrlimit(.init(RLIMIT_NOFILE.rawValue), &files) == 0,
            getrlimit(.init(RLIMIT_AS.rawValue), &space) == 0
        else { return ResourceLimits(files: .max, addressSpace: .max) }
        let wanted = rlim_t(min(files.rlim_max, rlim_t(max(1024, neededFiles(cores: cores)))))
        if files.rlim_cur < wanted {
            var raised = files
            raised.rlim_cur = wanted
            if setrlimit(.init(RLIMIT_NOFILE.rawValue), &raised) == 0 { files = raised }
        }
        return ResourceLimits(
            files: UInt64(files.rlim_cur), addressSpace: UInt64(space.rlim_cur))
    }
}
