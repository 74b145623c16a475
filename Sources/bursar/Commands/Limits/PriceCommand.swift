import ArgumentParser

/// `bursar price`: what models cost, and the source of each price.
struct PriceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price",
        abstract: "See and set what models cost.",
        discussion: """
            A price of yours wins over the provider's list, and that over the ones that ship with \
            bursar, which are inferred and unverified. Where charges keep exceeding the list's or \
            the inferred one, the second highest of the last ten is reserved, at most twice the \
            price. A price counts under all names of a model. A submission keeps the price it was \
            reserved at.
            """,
        subcommands: [List.self, Set.self, Unset.self, Forget.self, Sync.self],
        defaultSubcommand: List.self)
}
