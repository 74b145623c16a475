import Accounting
import LosslessJSON
import Metering
import Provider

/// Reads the body of a POST as an order: what is forwarded is written anew from it, so that the provider
/// gets what was priced and nothing else.
///
/// A field that has another form than the documented one is forwarded as it is written, and prices count as
/// if it had been left open: the dearest that it may come to.
enum OrderForm {
    /// The bytes are gone when they are read.
    ///
    /// - Throws: ``GatewayError`` of status 400; ``BodyError``: nothing was sent.
    static func order(in body: ReceivedBody) async throws -> Order {
        try order(from: try await body.bytes())
    }

    /// - Throws: ``GatewayError`` of status 400: nothing was sent.
    static func order(from body: [UInt8]) throws(GatewayError) -> Order {
        let json: JSON
        do {
            json = try JSON(parsing: body)
        } catch {
            throw GatewayError.malformed(
                "the body is no JSON that can be priced: \(error); send one JSON object")
        }
        return try order(from: json)
    }

    /// - Throws: ``GatewayError`` of status 400: nothing was sent.
    static func order(from json: JSON) throws(GatewayError) -> Order {
        guard let members = json.members else {
            throw GatewayError.malformed("the body is JSON, but no object; send one JSON object")
        }
        var request = VideoRequest(model: try model(json["model"]))
        for member in members where member.key != "model" {
            if !take(member, into: &request) { request.parameters.append(member) }
        }
        var order = Order(request: request)
        order.isModeExplicit = request.states("mode")
        order.isOrientationExplicit = request.orientation != nil
        order.measuredMilliseconds = request.videoURL.flatMap(milliseconds)
        return order
    }

    private static func model(_ json: JSON?) throws(GatewayError) -> Name {
        guard let text = json?.string, !text.isEmpty else {
            throw GatewayError.malformed(
                "the body names no model; set \"model\" to the model's name as a text",
                parameter: "model")
        }
        if let flaw = EntryText.flaw(in: text, longest: EntryText.longestName) {
            throw GatewayError.malformed("the model's name \(flaw.words)", parameter: "model")
        }
        return Name(text)
    }

    /// False for a field that is none of ours, or has another form.
    private static func take(_ member: JSON.Member, into request: inout VideoRequest) -> Bool {
        let value = member.value
        switch member.key {
        case "image_url": request.imageURL = value.string
        case "video_url": request.videoURL = value.string
        case "prompt": request.prompt = value.string
        case "character_orientation":
            request.orientation = value.string.flatMap(Orientation.init)
        case "keep_audio": request.keepsAudio = value.bool
        case "mode": request.mode = value.string.flatMap(Mode.init)
        default: return false
        }
        return request.states(member.key)
    }

    /// The length that a reference in the request says of itself. A URL is never fetched to find out.
    private static func milliseconds(of url: String) -> Int? {
        guard DataURI.isOne(url), let uri = DataURI(parsing: url) else { return nil }
        return (try? ReferenceVideo(reading: uri.bytes))?.length?.milliseconds
    }

    /// A model of motion control takes two orientations, and its price depends on which.
    static func requirePriceable(_ order: Order) throws(GatewayError) {
        guard order.isMotionControl, order.request.orientation == nil else { return }
        throw GatewayError.malformed(
            "character_orientation must be \"image\" or \"video\"; its price depends on it",
            parameter: "character_orientation")
    }
}
