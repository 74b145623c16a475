// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "bursar",
    products: [
        .executable(name: "bursar", targets: ["bursar"]),
        // Preloaded into the binary by tests; nothing links it.
        .library(name: "ShiftedClock", type: .dynamic, targets: ["ShiftedClock"]),
    ],
    dependencies: [
        // The command line: parsing, help, completions.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // SHA-256 of the journal's hash chain and of request fingerprints; signatures of webhooks.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // Log lines of the gateway and of the sandbox server.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // Byte buffers and event loops beneath the HTTP client and server.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        // The head of an HTTP answer as Hummingbird writes it: the sandbox sets its own date, and the
        // gateway sees which answers left.
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        // TLS of the gateway.
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        // The ledger file.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // The HTTP server of the gateway and of the sandbox; its optional parts stay out.
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        // config.toml.
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        // HTTP requests: to the provider, and to where alerts are sent.
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        // Names and values of HTTP headers, as Hummingbird takes them.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        // Starts the gateway's parts, and stops them in order.
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // Programs that take alerts: sendmail, notify-send, a command of one's own. And those that
        // tests run.
        .package(
            url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        // The paths of those programs, as swift-subprocess takes them.
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
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
        .target(
            name: "Transport",
            dependencies: [
                "Accounting", "Text",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .target(
            name: "Provider", dependencies: ["Accounting", "LosslessJSON", "Text", "Transport"]),
        .target(name: "Metering", dependencies: ["Accounting", "LedgerStore", "Provider"]),
        .target(name: "Reporting", dependencies: ["Accounting", "LosslessJSON", "Text"]),
        .target(
            name: "Inquiries", dependencies: ["Accounting", "LedgerStore", "Reporting"]),
        .target(
            name: "Alerting",
            dependencies: [
                "Accounting", "LedgerStore", "LosslessJSON", "Reporting", "Text", "Transport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "Gateway",
            dependencies: [
                "Accounting", "Inquiries", "LedgerStore", "LosslessJSON", "Metering", "Provider",
                "Reporting", "Text", "Transport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "Sandbox",
            dependencies: [
                "Accounting", "LosslessJSON", "Text",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            ]),
        .executableTarget(
            name: "bursar",
            dependencies: [
                "Accounting", "Alerting", "Gateway", "Inquiries", "LedgerStore", "LosslessJSON",
                "Metering", "Provider", "Reporting", "Sandbox", "Text", "Transport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ]),

        // Deterministic random numbers, temporary folders, processes, servers that misbehave: what
        // several tests need.
        .target(
            name: "TestSupport",
            dependencies: [
                "Accounting", "LedgerStore", "LosslessJSON", "OpenFiles", "SanitizedMutex",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Tests/TestSupport"),
        // More open files than a login gives, for tests that run beside each other.
        .target(name: "OpenFiles", path: "Tests/OpenFiles"),
        // Another time for a program that tests run.
        .target(name: "ShiftedClock", path: "Tests/ShiftedClock"),
        // A process that writes a ledger, for tests that kill it or run several.
        .executableTarget(
            name: "LedgerWriter", dependencies: ["Accounting", "LedgerStore", "SanitizedMutex"],
            path: "Tests/LedgerWriter"),
        // What Thread Sanitizer has to be told of Swift's Mutex; empty in any other build.
        .target(name: "SanitizedMutex", path: "Tests/SanitizedMutex"),
        .testTarget(name: "TextTests", dependencies: ["Text"]),
        .testTarget(name: "LosslessJSONTests", dependencies: ["LosslessJSON", "TestSupport"]),
        .testTarget(name: "AccountingTests", dependencies: ["Accounting", "TestSupport", "Text"]),
        .testTarget(
            name: "LedgerStoreTests",
            dependencies: [
                "Accounting", "LedgerStore", "LedgerWriter", "Reporting", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "ProviderTests",
            dependencies: [
                "Accounting", "LosslessJSON", "Provider", "TestSupport", "Text", "Transport",
            ]),
        .testTarget(
            name: "MeteringTests",
            dependencies: [
                "Accounting", "LedgerStore", "LosslessJSON", "Metering", "Provider", "Sandbox",
                "TestSupport",
            ]),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["Accounting", "LosslessJSON", "Reporting", "TestSupport", "Text"]),
        .testTarget(
            name: "AlertingTests",
            dependencies: [
                "Accounting", "Alerting", "LedgerStore", "LosslessJSON", "Reporting", "TestSupport",
                "Transport",
            ],
            exclude: ["Golden"]),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "Accounting", "Gateway", "Inquiries", "LedgerStore", "LosslessJSON", "Metering",
                "Provider", "Reporting", "Sandbox", "TestSupport", "Transport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .testTarget(
            name: "SandboxTests",
            dependencies: ["Accounting", "LosslessJSON", "Sandbox", "TestSupport"]),
        // The built binary, as a user runs it.
        .testTarget(
            name: "BursarTests",
            dependencies: ["Accounting", "bursar", "LosslessJSON", "TestSupport"]),
        // The sample statements under reports/, and the files around the code.
        .testTarget(
            name: "HouseTests",
            dependencies: [
                "Accounting", "bursar", "LedgerStore", "LosslessJSON", "Reporting", "Sandbox",
                "TestSupport",
            ]),
        .testTarget(
            name: "ReadmeTests", dependencies: ["bursar", "LosslessJSON", "TestSupport"]),
    ]
)

// One set of rules for every target: Swift 6, explicit `any`, imports that say what they use
// and stay internal, and no warning left standing.
for target in package.targets {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .treatAllWarnings(as: .error),
        ]
}
