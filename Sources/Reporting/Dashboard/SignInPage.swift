/// Where a viewer shows the key of the gateway.
package struct SignInPage {
    /// Why the last try did not succeed; nil before the first.
    let failure: String?
    /// Where to go then: a path of the gateway's own.
    let next: String
    /// Where keys come from.
    let advice: String

    package init(failure: String? = nil, next: String = "/", advice: String) {
        self.failure = failure
        self.next = next
        self.advice = advice
    }

    package var text: String {
        var parts: [HTML] = [HTML("h1", [:], "Sign in")]
        if let failure {
            parts.append(
                HTML("p", ["class": "complaint", "role": "alert", "id": "failure"], HTML(failure)))
        }
        parts.append(form)
        parts.append(HTML("p", ["class": "note"], HTML(advice)))
        return PageFrame(
            title: "Sign in", viewer: nil, content: [HTML("div", ["class": "sign-in"], parts)]
        ).text
    }

    private var form: HTML {
        HTML(
            "form", ["method": "post", "action": "/sign-in"],
            HTML("label", ["for": "key"], "Key of this gateway"),
            .void(
                "input",
                [
                    "id": "key", "name": "key", "type": "password", "required": "",
                    "autocomplete": "current-password", "spellcheck": "false",
                    "placeholder": "bsr_…", "aria-describedby": failure == nil ? "" : "failure",
                ]),
            .void("input", ["type": "hidden", "name": "next", "value": next]),
            // What keeps passwords files one under a name.
            .void(
                "input",
                ["type": "text", "autocomplete": "username", "value": "bursar", "hidden": ""]),
            HTML("button", ["class": "main"], "Sign in"))
    }
}

/// What a reader sees in place of a page that cannot be shown.
package struct ProblemPage {
    let title: String
    let message: String

    package init(title: String, message: String) {
        self.title = title
        self.message = message
    }

    package var text: String {
        PageFrame(
            title: title, viewer: nil,
            content: [
                HTML(
                    "div", ["class": "sign-in"],
                    HTML("h1", [:], HTML(title)), HTML("p", [:], HTML(message)),
                    HTML("p", [:], HTML("a", ["href": "/"], "To the dashboard")))
            ]
        ).text
    }
}
