import LosslessJSON
import Text

extension SandboxProvider {
    /// `GET /v1/models`: public, filtered, with an ETag that `If-None-Match` turns into a 304.
    func models(_ call: Call) -> SandboxAnswer {
        let query = call.request.query
        let sections = Set(words("include", query))
        let showsAll = sections.contains("all") || query["details"] == "true"
        let ids = words("id", query)
        let types = words("type", query)
        let capabilities = words("capabilities", query)
        let found = prices.models.filter { model in
            (ids.isEmpty || ids.contains(model.id) || model.aliases.contains(where: ids.contains))
                && (types.isEmpty || types.contains("video"))
                && (capabilities.isEmpty || capabilities.contains(model.capability))
        }
        var answer = SandboxAnswer(json: [
            "object": "list",
            "data": .array(
                found.map {
                    $0.entry(
                        pricing: showsAll || sections.contains("pricing"),
                        capabilities: showsAll || sections.contains("capabilities"))
                }),
        ])
        let tag = etag(answer.body)
        if call.request.headers["if-none-match"]?.contains(tag) ?? false {
            answer = .empty(status: 304)
        }
        answer.add(header: "etag", tag)
        return answer
    }

    /// The values of a parameter, repeated or with commas, in lower case.
    private func words(_ name: String, _ query: Query) -> [String] {
        query.all(name).flatMap { $0.split(separator: ",") }.map { $0.lowercased() }
    }

    /// A weak tag of the length and an FNV-1a sum of the bytes.
    private func etag(_ bytes: [UInt8]) -> String {
        let sum = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        }
        return "W/\"\(Hexadecimal.text(UInt64(bytes.count), digits: 1))-\(String(sum, radix: 36))\""
    }
}
