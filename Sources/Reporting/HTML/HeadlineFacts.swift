/// What a reader looks for first, on a statement and on the dashboard; the first fact is the largest.
struct HeadlineFacts {
    let facts: [FactList.Fact]

    var html: HTML {
        HTML(
            "dl", ["class": "headline"],
            facts.enumerated().map { index, fact in
                HTML(
                    "div", ["class": index == 0 ? "fact main" : "fact"],
                    HTML("dt", [:], HTML(fact.name)),
                    HTML("dd", ["class": "amount"], HTML(fact.amount)),
                    HTML("dd", ["class": "note"], HTML(fact.text)))
            })
    }
}
