import Accounting
import LosslessJSON

// What is submitted, and what was submitted elsewhere: the bodies of "reserved", "refused" and "imported".

extension Proposal {
    var json: JSON {
        .object(
            subject.members + [
                JSON.Member("mode_explicit", .bool(isModeExplicit)),
                JSON.Member("orientation_explicit", .bool(isOrientationExplicit)),
                JSON.Member("keep_audio", keepsAudio.map(JSON.bool) ?? .null),
                JSON.Member("labels", labels.json),
                JSON.Member("estimate", estimate.json),
                JSON.Member("max_cost", .integer(orNull: maxCost?.nanos)),
                JSON.Member("fingerprint", fingerprint?.json ?? .null),
            ])
    }

    init(id: SubmissionID, _ reader: EntryReader) throws {
        self.init(
            id: id, subject: try Subject(reader),
            isModeExplicit: try reader.bool("mode_explicit"),
            isOrientationExplicit: try reader.bool("orientation_explicit"),
            keepsAudio: reader.json["keep_audio"]?.bool,
            labels: try [Label](reader.part("labels")),
            estimate: try Estimate(reader.part("estimate")),
            maxCost: try reader.optionalUSD("max_cost"),
            fingerprint: try reader.optional("fingerprint").map(Fingerprint.init))
    }
}

extension HistoryRecord {
    var json: JSON {
        .object(
            subject.members + [
                JSON.Member("reserved_at", .integer(reservedAt.microseconds)),
                JSON.Member("generation_id", .string(orNull: generationID)),
                JSON.Member("state", .string(state.rawValue)),
                JSON.Member("usd", .integer(usd.nanos)), JSON.Member("credits", .integer(credits)),
                JSON.Member("provisional", .bool(isProvisional)),
                JSON.Member("estimate", .integer(orNull: estimate?.nanos)),
            ] + further)
    }

    /// What only some records have: entries that say nothing of it stay as they were.
    private var further: [JSON.Member] {
        var members: [JSON.Member] = []
        if !labels.isEmpty { members.append(JSON.Member("labels", labels.json)) }
        if let seconds { members.append(JSON.Member("seconds", .integer(seconds))) }
        if let secondsSource {
            members.append(JSON.Member("seconds_source", .string(secondsSource.rawValue)))
        }
        if hasFailed { members.append(JSON.Member("failed", true)) }
        if let sourceID { members.append(JSON.Member("source_id", .string(sourceID))) }
        if let remark { members.append(JSON.Member("remark", .string(remark))) }
        return members
    }

    init(_ reader: EntryReader) throws {
        let json = reader.json
        self.init(
            reservedAt: try reader.instant("reserved_at"), subject: try Subject(reader),
            generationID: json["generation_id"]?.string, state: try reader.value("state"),
            usd: try reader.usd("usd"), credits: try reader.amount("credits"),
            isProvisional: try reader.bool("provisional"),
            estimate: try reader.optionalUSD("estimate"),
            // Entries of earlier formats have none of these.
            labels: try json["labels"].map { try [Label](EntryReader(json: $0)) } ?? [],
            seconds: json["seconds"]?.int,
            secondsSource: try reader.optionalValue("seconds_source"),
            hasFailed: json["failed"]?.bool ?? false, sourceID: json["source_id"]?.string,
            remark: json["remark"]?.string)
    }
}

extension Subject {
    fileprivate var members: [JSON.Member] {
        [
            JSON.Member("model", .name(model)),
            JSON.Member("mode", .string(orNull: mode?.rawValue)),
            JSON.Member("orientation", .string(orNull: orientation?.rawValue)),
            JSON.Member("project", .name(project)),
            JSON.Member("key", .name(key)),
        ]
    }

    fileprivate init(_ reader: EntryReader) throws {
        self.init(
            model: try reader.name("model"), mode: try reader.optionalValue("mode"),
            orientation: try reader.optionalValue("orientation"),
            project: reader.nameOrNil("project"), key: reader.nameOrNil("key"))
    }
}

extension Estimate {
    fileprivate var json: JSON {
        [
            "usd": .integer(usd.nanos), "seconds": .integer(orNull: seconds),
            "seconds_source": .string(orNull: secondsSource?.rawValue),
            "unit_price": .integer(orNull: unitPrice?.nanos),
            "per": .string(orNull: pricePer?.rawValue),
            "price_source": .string(orNull: priceSource?.rawValue),
        ]
    }

    fileprivate init(_ reader: EntryReader) throws {
        self.init(
            usd: try reader.usd("usd"), seconds: reader.json["seconds"]?.int,
            secondsSource: try reader.optionalValue("seconds_source"),
            unitPrice: try reader.optionalUSD("unit_price"),
            pricePer: try reader.optionalValue("per"),
            priceSource: try reader.optionalValue("price_source"))
    }
}

extension Fingerprint {
    fileprivate var json: JSON {
        [
            "digest": .string(digest), "prompt_bytes": .integer(promptBytes),
            "image_bytes": .integer(imageBytes), "video_bytes": .integer(videoBytes),
        ]
    }

    fileprivate init(_ reader: EntryReader) throws {
        self.init(
            digest: try reader.string("digest"), promptBytes: try reader.int("prompt_bytes"),
            imageBytes: try reader.int("image_bytes"), videoBytes: try reader.int("video_bytes"))
    }
}

extension [Label] {
    var json: JSON { .array(map { [.name($0.key), .string($0.value)] }) }

    init(_ reader: EntryReader) throws {
        self = try (reader.json.array ?? []).map { pair in
            guard let parts = pair.array, parts.count == 2, let key = parts[0].string,
                let value = parts[1].string
            else { throw EntryBodyError(description: "a label is malformed") }
            return Label(key: Name(key), value: value)
        }
    }
}
