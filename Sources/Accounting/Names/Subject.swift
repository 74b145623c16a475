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
    package let model: Name
    /// Nil for a model that has no modes.
    package let mode: Mode?
    /// Nil for a model that follows no reference.
    package let orientation: Orientation?
    package let project: Name?
    /// The name of the gateway key that submitted it.
    package let key: Name?

    package init(
        model: Name, mode: Mode?, orientation: Orientation?, project: Name? = nil,
        key: Name? = nil
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

    package func with(project: Name?) -> Subject {
        Subject(model: model, mode: mode, orientation: orientation, project: project, key: key)
    }
}

/// Which subjects a budget counts. An absent part counts all.
package struct Scope: Hashable, Sendable {
    package let model: Name?
    package let mode: Mode?
    package let orientation: Orientation?
    package let project: Name?
    package let key: Name?

    package static let everything = Scope()

    package init(
        model: Name? = nil, mode: Mode? = nil, orientation: Orientation? = nil,
        project: Name? = nil, key: Name? = nil
    ) {
        self.model = model
        self.mode = mode
        self.orientation = orientation
        self.project = project
        self.key = key
    }

    /// - Parameters:
    ///   - instant: when the subject was reserved: a name may have stood for another model then.
    ///   - names: which names are one model. The built-in ones are part of what a replay of the journal
    ///     gives: a change of them needs a migration that counts the windows anew.
    package func matches(
        _ subject: Subject, at instant: Instant = .distantFuture, names: ModelNames = .builtin
    ) -> Bool {
        (model.map { names.isSame($0, subject.model, at: instant) } ?? true)
            && (mode == nil || mode == subject.mode
                // Whatever mode was stated beside: the provider ignores fields that a model does not have.
                || mode == names.mode(of: subject.model, at: instant))
            && (orientation == nil || orientation == subject.orientation)
            && (project == nil || project == subject.project)
            && (key == nil || key == subject.key)
    }
}
