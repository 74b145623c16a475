import Text

/// Names and values below each other, the values aligned and wrapped to the width.
struct FactList {
    struct Fact {
        let name: String
        /// An amount in a column of its own, decimal points below each other; never wrapped.
        var amount = ""
        var text = ""
        var tone = Tone.plain
        /// False for what must stay in one piece to be copied, such as an address.
        var isWrapped = true
    }

    let facts: [Fact]

    func lines(style: TextStyle) -> [String] {
        let nameWidth = facts.map { TerminalText.width($0.name) }.max() ?? 0
        var alignment = DecimalAlignment()
        facts.forEach { alignment.take($0.amount) }
        let amounts = facts.map { alignment.aligned($0.amount) }
        let amountWidth = alignment.width
        let indent = nameWidth + 2 + (amountWidth > 0 ? amountWidth + 2 : 0)
        return zip(facts, amounts).flatMap { fact, amount in
            let texts =
                fact.isWrapped
                ? TerminalText.wrapped(fact.text, to: max(16, style.columns - indent))
                : [fact.text]
            return texts.enumerated().map { index, text in
                if index > 0 {
                    return String(repeating: " ", count: indent) + style.paint(text, fact.tone)
                }
                let name = TerminalText.paddedRight(fact.name, to: nameWidth)
                let words = [amount, text].filter { !$0.isEmpty }
                    .map {
                        $0.prefix { $0 == " " } + style.paint(trimmed($0), fact.tone) + rest($0)
                    }
                var line = style.paint(name, .dim) + "  " + words.joined(separator: "  ")
                while line.last == " " { line.removeLast() }
                return line
            }
        }
    }

    private func trimmed(_ text: String) -> String {
        var content = text[...].drop { $0 == " " }
        while content.last == " " { content.removeLast() }
        return String(content)
    }

    /// The spaces at the end, which belong to the alignment and not to the tone.
    private func rest(_ text: String) -> String {
        String(text.reversed().prefix { $0 == " " })
    }
}
