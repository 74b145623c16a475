/// The quality that motion control is made in. `pro` costs more.
package enum Mode: String, CaseIterable, Hashable, Sendable {
    case std, pro
}

/// Which way the character faces: as in the image, or as in the reference video.
package enum Orientation: String, CaseIterable, Hashable, Sendable {
    case image, video
}

/// What a submission is for, in the words that budgets and reports sort by.
package struct Subject: Hashable, Sendable {
    package let model: String
    /// Nil for a model that has no modes.
    package let mode: Mode?
    /// Nil for a model that follows no reference.
    package let orientation: Orientation?
    package let project: String?
    /// The name of the gateway key that submitted it.
    package let key: String?

    package init(
        model: String, mode: Mode?, orientation: Orientation?, project: String? = nil,
        key: String? = nil
    ) {
        self.model = model
        self.mode = mode
        self.orientation = orientation
        self.project = project
        self.key = key
    }

    package func with(mode: Mode?) -> Subject {
        Subject(model: model, mode: mode, orientation: orientation, project: project, key: key)
    }
}

/// Which subjects a budget counts. An absent part counts all.
package struct Scope: Hashable, Sendable {
    package let model: String?
    package let mode: Mode?
    package let orientation: Orientation?
    package let project: String?
    package let key: String?

    package static let everything = Scope()

    package init(
        model: String? = nil, mode: Mode? = nil, orientation: Orientation? = nil,
        project: String? = nil, key: String? = nil
    ) {
        self.model = model
        self.mode = mode
        self.orientation = orientation
        self.project = project
        self.key = key
    }

    package func matches(_ subject: Subject) -> Bool {
        (model == nil || model.isExactly(subject.model))
            && (mode == nil || mode == subject.mode)
            && (orientation == nil || orientation == subject.orientation)
            && (project == nil || project.isExactly(subject.project))
            && (key == nil || key.isExactly(subject.key))
    }
}
