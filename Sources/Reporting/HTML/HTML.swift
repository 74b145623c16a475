import Text

/// A piece of an HTML or SVG document. Text and values of attributes are escaped here and nowhere else.
///
///     HTML("p", ["class": "note"], "a < b").markup      // <p class="note">a &lt; b</p>
///
/// The names of elements and attributes are part of the program, so nothing from outside can become one.
struct HTML: Sendable, ExpressibleByStringLiteral {
    let markup: String

    /// Names of attributes and their values, in order.
    typealias Attributes = KeyValuePairs<StaticString, String>

    /// Text, with nothing in it that could be markup, steer a terminal or reorder a line.
    init(_ text: String) {
        var result = ""
        for scalar in TerminalText.escaped(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        markup = result
    }

    init(stringLiteral text: String) { self.init(text) }

    /// An element with what is in it.
    init(_ name: StaticString, _ attributes: Attributes = [:], _ content: HTML...) {
        self.init(name, attributes, content)
    }

    init(_ name: StaticString, _ attributes: Attributes = [:], _ content: [HTML]) {
        let opening = attributes.reduce("<\(name)") { text, attribute in
            text + " \(attribute.key)=\"\(HTML(attribute.value).markup)\""
        }
        markup = "\(opening)>" + content.map(\.markup).joined() + "</\(name)>"
    }

    /// One after the other.
    init(_ pieces: [HTML]) { markup = pieces.map(\.markup).joined() }

    /// An element that has no end, such as `meta`.
    static func void(_ name: StaticString, _ attributes: Attributes) -> HTML {
        let element = HTML(name, attributes)
        return HTML(verbatim: String(element.markup.dropLast("</\(name)>".count)))
    }

    /// A style sheet of the program's own.
    static func style(_ rules: StaticString) -> HTML {
        HTML(verbatim: "<style>\n\(rules)</style>")
    }

    /// A whole document of one element.
    static func document(_ root: HTML) -> String { "<!DOCTYPE html>\n" + root.markup + "\n" }

    static let newline = HTML(verbatim: "\n")

    /// A name from outside, in its own direction, and no longer than a line or two.
    static func name(_ text: String) -> HTML {
        HTML("bdi", [:], HTML(TerminalText.clipped(TerminalText.escaped(text), to: 160)))
    }

    private init(verbatim markup: String) { self.markup = markup }
}
