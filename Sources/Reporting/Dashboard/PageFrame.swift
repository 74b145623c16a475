import Text

/// What every page of the gateway has around its content: the same head, and who looks at it.
///
/// Nothing is fetched but the style and the script of ``PageAssets``, so that a strict policy can hold.
struct PageFrame {
    let title: String
    let viewer: PageViewer?
    /// When its numbers were read, at the top; nil for a page that has none, and is not renewed.
    var asOf: String?
    let content: [HTML]

    var text: String {
        HTML.document(
            HTML(
                "html", ["lang": "en"], head,
                HTML(
                    "body", [:],
                    HTML("a", ["class": "skip", "href": "#content"], "To the content"), banner,
                    HTML("main", ["id": "content"], content.flatMap { [$0, .newline] }))))
    }

    private var head: HTML {
        HTML(
            "head", [:],
            .void("meta", ["charset": "utf-8"]),
            .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .void("meta", ["name": "color-scheme", "content": "light dark"]),
            .void("link", ["rel": "icon", "href": PageAssets.iconPath]),
            .void("link", ["rel": "stylesheet", "href": PageAssets.stylePath]),
            HTML("script", ["defer": "", "src": PageAssets.scriptPath], []),
            HTML("title", [:], HTML("\(title) – Bursar")))
    }

    private var banner: HTML {
        HTML(
            "header", ["class": "banner"],
            HTML(
                "div", [:],
                [HTML("a", ["class": "brand", "href": "/"], "Bursar")]
                    + [time, visitor].compactMap(\.self)))
    }

    private var time: HTML? {
        asOf.map {
            HTML("p", ["class": "as-of"], HTML("As of \($0)"))
        }
    }

    private var visitor: HTML? {
        guard let viewer, let name = viewer.name else { return nil }
        let who = HTML("span", [:], "Key ", .name(name))
        guard viewer.isSignedIn else { return HTML("div", ["class": "visitor"], who) }
        return HTML(
            "form", ["class": "visitor", "method": "post", "action": "/sign-out"], who,
            HTML("button", [:], "Sign out"))
    }
}
