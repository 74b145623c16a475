// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that nobody who builds Bursar builds it. The modules that it measures are
// links to the sources beside it.
let package = Package(
    name: "benchmarks",
    dependencies: [
        // What LedgerStore needs.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .target(name: "Text"),
        .target(name: "LosslessJSON", dependencies: ["Text"]),
        .target(name: "Accounting", dependencies: ["Text"]),
        .target(
            name: "LedgerStore",
            dependencies: [
                "Accounting", "LosslessJSON", "Text",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        // SQLite as C sees it: what the ledger is held against.
        .systemLibrary(name: "CSQLite"),
        .executableTarget(name: "bench", dependencies: ["Accounting", "CSQLite", "LedgerStore"]),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .treatAllWarnings(as: .error),
    ]
}
