import Accounting
import ArgumentParser
import LosslessJSON
import Metering
import Provider

extension SubmitCommand {
    /// The order, with the media read and the model's defaults filled in and sent explicitly.
    func order() throws -> Order {
        let isMotionControl = MotionControl.includes(model: model)
        let imageMedia = try image.map {
            try Media($0, as: .image, bytesLeft: Media.largestBytes)
        }
        let left = Media.largestBytes - (imageMedia?.url.utf8.count ?? 0)
        let videoMedia = try video.map { try Media($0, as: .video, bytesLeft: left) }
        var order = Order(
            request: VideoRequest(
                model: model, imageURL: imageMedia?.url, videoURL: videoMedia?.url, prompt: prompt,
                orientation: orientation
                    ?? (isMotionControl ? MotionControl.defaultOrientation : nil),
                keepsAudio: keepAudio ?? (isMotionControl ? true : nil),
                mode: mode ?? (isMotionControl ? MotionControl.defaultMode : nil),
                parameters: parameters))
        order.project = project
        order.labels = label
        order.isModeExplicit = mode != nil
        order.isOrientationExplicit = orientation != nil
        order.statedMilliseconds = duration
        order.measuredMilliseconds = videoMedia?.milliseconds
        order.maxCost = maxCost
        order.allowsDuplicate = allowDuplicate
        order.keepsPrompt = keepPrompt
        return order
    }

    /// A document holds one value for each key.
    func requireDistinctLabels() throws {
        for (index, one) in label.enumerated() {
            guard let first = label[..<index].first(where: { $0.key == one.key }) else { continue }
            throw ValidationError(
                "--label \(one.key) is given twice, as '\(first.value)' and '\(one.value)'; give each"
                    + " key once")
        }
    }

    /// Nobody knows which of two fields of one name the provider would take.
    func requireDistinctParameters() throws {
        for (index, one) in parameters.enumerated()
        where parameters[..<index].contains(where: { $0.key == one.key }) {
            throw ValidationError("--param \(one.key) is given twice; give each field once")
        }
    }

    /// What may surprise, said before it costs anything.
    func hints(for order: Order) -> [String] {
        var hints: [String] = []
        if let stated = order.statedMilliseconds, let measured = order.measuredMilliseconds,
            stated < measured
        {
            hints.append(
                "the video says it is longer (\(seconds(measured)) s) than --duration"
                    + " (\(seconds(stated)) s); it may be charged more than is reserved")
        }
        if let orientation = order.request.orientation,
            let length = order.statedMilliseconds ?? order.measuredMilliseconds,
            length > MotionControl.longestReferenceSeconds(orientation) * 1000
        {
            hints.append(
                "the reference has \(seconds(length)) s; with --orientation \(orientation.rawValue)"
                    + " the provider takes \(MotionControl.longestReferenceSeconds(orientation)) s")
        }
        return hints
    }

    private func seconds(_ milliseconds: Int) -> String {
        milliseconds % 1000 == 0
            ? "\(milliseconds / 1000)" : "\(Double(milliseconds) / 1000)"
    }
}
