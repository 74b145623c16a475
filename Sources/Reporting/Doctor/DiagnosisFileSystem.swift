import Accounting

/// Whether a ledger is safe on a kind of file system, by the name that Linux has for it.
enum DiagnosisFileSystem: Hashable {
    /// Locks exclude other processes and fsync survives a power cut.
    case local
    /// Locks work, and everything is lost when the machine restarts.
    case memory
    /// They depend on another machine, or on a driver outside of the kernel.
    case remote
    /// Not in this list.
    case other

    init(named name: String) {
        self =
            switch name {
            case "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "jfs",
                "nilfs2", "reiserfs", "ntfs", "ntfs3", "exfat", "vfat", "ecryptfs", "overlay":
                .local
            case "tmpfs", "ramfs", "devtmpfs": .memory
            case "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "ceph", "afs", "coda",
                "lustre", "gpfs", "gfs2", "ocfs2", "orangefs", "beegfs", "glusterfs", "vboxsf",
                "vmhgfs", "prl_fs", "fakeowner", "fuse", "fuseblk":
                .remote
            case _ where name.hasPrefix("fuse."): .remote
            default: .other
            }
    }
}

extension Diagnosis {
    static func fileSystem(_ facts: DoctorFacts) -> Finding {
        guard let place = facts.place else { return .unknown(whereUnknown(facts)) }
        guard let name = place.fileSystem else {
            return .unknown("the kind of \(place.folder) cannot be found out")
        }
        let elsewhere = Remedy("keep it on a disk of this machine", .nameAnotherLedger)
        switch DiagnosisFileSystem(named: name) {
        case .local where name == "overlay":
            return .ok("overlay: it goes with its container, unless it is on a volume")
        case .local: return .ok("\(name), local")
        case .memory:
            return .warning("\(name), in memory: gone when the machine restarts", elsewhere)
        case .remote:
            return .problem(
                "\(name): its locks and its fsync may fail unnoticed, and the accounts need"
                    + " both", elsewhere)
        case .other:
            return .unknown(
                "\(name), which is not in bursar's list",
                "any local disk will do, and no network or FUSE file system")
        }
    }
}
