/// Makes one short line of text that came from outside.
package enum Line {
    /// Unicode scalars of the longest line.
    package static let defaultLimit = 300

    /// Control, line-breaking and direction-changing characters become spaces, runs of spaces one.
    package static func of(_ text: String, limit: Int = defaultLimit) -> String {
        var line = String.UnicodeScalarView()
        var count = 0
        var gap = false
        for scalar in text.unicodeScalars {
            if isBlank(scalar) {
                gap = true
                continue
            }
            if gap, count > 0 {
                line.append(" ")
                count += 1
            }
            gap = false
            if count >= limit {
                line = String.UnicodeScalarView(line.prefix(limit - 1))
                line.append("…")
                break
            }
            line.append(scalar)
            count += 1
        }
        return String(line)
    }

    /// True for text with a control, line-breaking or direction-changing character.
    package static func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0 != " " && isBlank($0) }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        // Nearly all there is, and the tables of Unicode are slow to ask.
        if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: true
        case .format: scalar.properties.isBidiControl
        default: false
        }
    }
}
