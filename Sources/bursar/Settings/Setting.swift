/// Where a value was set.
enum Origin: Hashable, Sendable {
    case variable(String)
    case file(String)
    case byDefault

    var description: String {
        switch self {
        case .variable(let name): "from \(name)"
        case .file(let path): "from \(path)"
        case .byDefault: "default"
        }
    }
}

/// A value and where it was set.
struct Setting<Value: Sendable>: Sendable {
    let value: Value
    let origin: Origin
}
