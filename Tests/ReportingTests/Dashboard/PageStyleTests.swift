import Foundation
import Testing

@testable import Reporting

/// The colours of the pages: text can be read by people who see little contrast, light and dark.
@Suite struct PageStyleTests {
    private enum Scheme: String, CaseIterable { case light, dark }

    /// Of the variables of the style sheet, as red, green and blue from 0 to 255.
    private static func colors(_ scheme: Scheme) -> [String: [Double]] {
        let style = PageAssets.style
        var colors: [String: [Double]] = [:]
        for block in style.matches(
            of: /(@media screen and \(prefers-color-scheme: dark\) \{\s*)?:root \{([^}]*)\}/)
        {
            guard scheme == .dark || block.1 == nil else { continue }
            for variable in block.2.matches(of: /--([a-z0-9-]+): #([0-9a-f]{6})/) {
                let value = Int(variable.2, radix: 16)!
                colors[String(variable.1)] = [16, 8, 0].map { Double(value >> $0 & 0xFF) }
            }
        }
        return colors
    }

    /// As WCAG 2 defines it: 1 for none, 21 for black on white.
    private static func contrast(_ one: [Double], _ other: [Double]) -> Double {
        func luminance(_ color: [Double]) -> Double {
            let linear = color.map { value in
                let part = value / 255
                return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    @Test(arguments: ["light", "dark"])
    func whatIsReadStandsOutFromWhatIsBehindIt(name: String) throws {
        let colors = Self.colors(try #require(Scheme(rawValue: name)))
        #expect(colors.count >= 15)
        let texts = [
            ("ink", "paper"), ("soft", "paper"), ("alarm", "paper"), ("near", "paper"),
            ("accent", "paper"), ("ink", "field"), ("on-accent", "accent"),
        ]
        for (text, behind) in texts {
            let value = Self.contrast(
                try #require(colors[text]), try #require(colors[behind]))
            #expect(value >= 4.5, "\(text) on \(behind): \(value)")
        }
        // Marks and edges need less: 3 to 1.
        for (mark, behind) in [
            ("good", "paper"), ("s1", "paper"), ("s1", "track"), ("soft", "field"),
        ] {
            let value = Self.contrast(
                try #require(colors[mark]), try #require(colors[behind]))
            #expect(value >= 3, "\(mark) on \(behind): \(value)")
        }
    }

    @Test func darkHasEveryColourOfItsOwn() {
        let light = Self.colors(.light)
        let dark = Self.colors(.dark)
        #expect(light.keys.sorted() == dark.keys.sorted())
        #expect(light.filter { dark[$0.key] == $0.value }.isEmpty)
    }
}
