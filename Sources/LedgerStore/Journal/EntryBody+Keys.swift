import Accounting
import LosslessJSON

// Keys of the gateway: the body of "key_created".

extension KeyGrant {
    var json: JSON {
        [
            "name": .name(name), "project": .name(project), "is_admin": .bool(isAdmin),
            "expires_at": .integer(orNull: expiresAt?.microseconds),
        ]
    }

    init(_ reader: EntryReader) throws {
        self.init(
            name: try reader.name("name"), project: reader.nameOrNil("project"),
            isAdmin: try reader.bool("is_admin"),
            expiresAt: try reader.optional("expires_at") == nil
                ? nil : reader.instant("expires_at"))
    }
}

extension TokenFingerprint {
    var json: JSON { ["token_id": .string(tokenID), "digest": .string(digest)] }

    init(_ reader: EntryReader) throws {
        self.init(tokenID: try reader.string("token_id"), digest: try reader.string("digest"))
    }
}
