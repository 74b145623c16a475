/// Numbers of things, in words.
package enum Count {
    /// `1 entry`, `2 entries`; without `many`, an `s` makes the plural.
    package static func text(
        _ count: some BinaryInteger, _ one: String, _ many: String? = nil
    ) -> String {
        "\(count) \(count == 1 ? one : many ?? one + "s")"
    }
}
