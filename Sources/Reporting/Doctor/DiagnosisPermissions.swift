import Accounting
import Text

extension Diagnosis {
    static func permissions(_ facts: DoctorFacts) -> Finding {
        guard let place = facts.place else { return .unknown(whereUnknown(facts)) }
        guard let folderMode = place.folderMode else {
            return .ok("will be 0600 in a folder of 0700")
        }
        let reach = Reach(folderMode: folderMode, fileModes: place.files.map(\.mode))
        let modes = "file \(octal(reach.fileMode ?? 0o600)), folder \(octal(folderMode))"
        let folder = ShellWord.quoted(place.folder)
        let files = "chmod 600 \(ShellWord.quoted(place.path))*"
        if reach.isReplaceable(by: .others) {
            return .problem(
                "\(modes): everybody can replace the ledger", "chmod go-w \(folder)")
        }
        if reach.isOpen(to: .others, for: 0o2) {
            return .problem("\(modes): everybody can change the ledger", "\(files)")
        }
        if reach.isReplaceable(by: .group) {
            return .warning(
                "\(modes): its group can replace the ledger", "chmod go-w \(folder)")
        }
        if reach.isOpen(to: .group, for: 0o2) {
            return .warning("\(modes): its group can change the ledger", "\(files)")
        }
        if reach.isOpen(to: .others, for: 0o4) || reach.isOpen(to: .group, for: 0o4) {
            return .warning("\(modes): others can read the ledger", "\(files)")
        }
        if reach.isShared {
            return .warning(
                "\(modes): everybody can put files beside the ledger",
                Remedy("give it a folder of its own", .nameAnotherLedger))
        }
        if let owner = place.foreignOwner {
            return .warning(
                "the ledger belongs to another user (\(owner)), who may lose access to what is"
                    + " written beside it", "run bursar as that user")
        }
        return .ok("\(modes): nobody else can read it")
    }

    /// Which other users the modes of a folder and of the files in it give access.
    private struct Reach {
        /// A class of users, by how far its bits in a mode are to the left.
        enum Class: Int { case group = 3, others = 0 }

        let folderMode: Int
        let fileModes: [Int]

        /// The widest; nil when there is no file yet.
        var fileMode: Int? {
            fileModes.isEmpty ? nil : fileModes.reduce(0) { $0 | $1 & 0o777 }
        }

        func isOpen(to someone: Class, for access: Int) -> Bool {
            folder(someone, has: 0o1) && fileModes.contains { $0 >> someone.rawValue & access != 0 }
        }

        /// Without the sticky bit, a user with write access to a folder can replace its files.
        func isReplaceable(by someone: Class) -> Bool {
            !isSticky && folder(someone, has: 0o3)
        }

        var isShared: Bool { isSticky && folder(.others, has: 0o3) }

        private var isSticky: Bool { folderMode & 0o1000 != 0 }

        private func folder(_ someone: Class, has access: Int) -> Bool {
            folderMode >> someone.rawValue & access == access
        }
    }

    private static func octal(_ mode: Int) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
