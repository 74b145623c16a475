/// A table of a page whose lines have an amount and texts from outside: the amounts below each other, and
/// the less telling columns only where there is room.
struct AmountTable {
    let titles: [String]
    /// Of each column: `n` for the amount, `more` for what is left out on a narrow page, or none.
    let classes: [String]
    /// In which order the columns stand.
    let order: [Int]
    /// The cells of the lines, as they came from outside. The first of each is the amount.
    let rows: [[String]]

    var html: HTML {
        let amounts = AlignedAmount(of: rows.map { $0[0] })
        let headings = order.map {
            HTML("th", ["scope": "col", "class": classes[$0]], HTML(titles[$0]))
        }
        let lines = rows.map { cells in
            HTML(
                "tr", [:],
                order.map { index in
                    index == 0
                        ? amounts.cell(cells[0])
                        : HTML("td", ["class": classes[index]], .name(cells[index]))
                })
        }
        return HTML(
            "table", ["class": "dearest"], HTML("thead", [:], HTML("tr", [:], headings)),
            HTML("tbody", [:], lines))
    }
}
