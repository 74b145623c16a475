import Accounting
import ArgumentParser
import LosslessJSON
import Metering
import Provider
import Reporting
import Text

extension SubmitCommand {
    /// The order as it is stated, with the media read.
    func order() throws -> Order {
        let imageMedia = try image.map {
            try Media($0, as: .image, bytesLeft: Media.largestBytes)
        }
        let left = Media.largestBytes - (imageMedia?.url.utf8.count ?? 0)
        let videoMedia = try video.map { try Media($0, as: .video, bytesLeft: left) }
        var order = Order(
            request: VideoRequest(
                model: model, imageURL: imageMedia?.url, videoURL: videoMedia?.url, prompt: prompt,
                orientation: orientation, keepsAudio: keepAudio, mode: mode,
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

    /// Refuses a length in the file that is far beyond what the provider takes: all of it would be reserved.
    func requireLikelyLength(of order: Order) throws(Failure) {
        guard let seconds = order.doubtfulSeconds, let orientation = order.request.orientation
        else { return }
        let longest = MotionControl.longestReferenceSeconds(orientation)
        throw Failure(
            .failed,
            "--video \(referenceName) is \(seconds) s long, more than twice"
                + " the \(longest) s that --orientation \(orientation.rawValue) takes; cut the clip,"
                + " or state --duration \(seconds) to reserve that much (nothing was sent)")
    }

    /// What messages call the reference.
    var referenceName: String {
        guard let video else { return "the video" }
        return (try? MediaAddress(video))?.name ?? video
    }

    /// Which of two fields of one name the provider would take is not known.
    func requireDistinctParameters() throws {
        for (index, one) in parameters.enumerated()
        where parameters[..<index].contains(where: { $0.key == one.key }) {
            throw ValidationError("--param \(one.key) is given twice; give each field once")
        }
    }

    /// The warnings before anything is sent: one line for each cause.
    func hints(for order: Order) -> [String] {
        guard let length = order.length else { return [] }
        if let assumption = assumption(of: order) { return [assumption] }
        guard length.source != .cap else { return [] }
        let isLonger =
            length.source == .reference
            && order.statedMilliseconds.map { $0 <= (length.seconds - 1) * 1000 } ?? false
        let longest = order.request.orientation.map(MotionControl.longestReferenceSeconds)
        let isBeyond = longest.map { length.seconds > $0 } ?? false
        guard isLonger || isBeyond else { return [] }
        let known = length.source == .reference ? order.measuredMilliseconds : nil
        let exact = seconds(known ?? order.statedMilliseconds ?? length.seconds * 1000)
        var parts: [String] = []
        if isLonger, let stated = order.statedMilliseconds {
            parts.append(
                "the file is longer (\(exact) s) than --duration (\(seconds(stated)) s)")
        } else {
            parts.append("the reference has \(exact) s")
        }
        parts.append("\(length.seconds) s are reserved")
        if isBeyond, let longest, let orientation = order.request.orientation {
            parts.append(
                "with --orientation \(orientation.rawValue) the provider takes \(longest) s: cut the"
                    + " clip")
        }
        return [parts.joined(separator: "; ")]
    }

    /// `30 s assumed: the length of dance.webm could not be read; state --duration`. Nil where the
    /// length is known, and of a URL: it is never fetched to find out.
    func assumption(of order: Order) -> String? {
        guard let length = order.length, length.source == .cap,
            order.request.videoURL.map(DataURI.isOne) == true
        else { return nil }
        return "\(length.seconds) s assumed: the length of \(TerminalText.escaped(referenceName))"
            + " could not be read; state --duration"
    }

    private func seconds(_ milliseconds: Int) -> String {
        milliseconds % 1000 == 0
            ? "\(milliseconds / 1000)" : "\(Double(milliseconds) / 1000)"
    }
}
