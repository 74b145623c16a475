import Foundation
import TestSupport
import Testing

/// The shape of the code, as far as its imports tell.
struct LayerTests {
    static let heavy: [(package: String, modules: Set<String>)] = [
        ("GRDB", ["LedgerStore"]),
        ("AsyncHTTPClient", ["Transport"]),
        ("Hummingbird", ["Gateway", "Sandbox"]),
        ("ArgumentParser", ["bursar"]),
        ("TOMLKit", ["bursar"]),
        ("GRDBSQLite", ["LedgerStore"]),
        ("Crypto", ["LedgerStore", "Alerting"]),
        ("NIOCore", ["Gateway", "Sandbox", "Transport"]),
        ("Subprocess", ["Alerting"]),
    ]

    @Test(arguments: heavy)
    func aHeavyPackageStaysInItsModule(package: String, modules: Set<String>) throws {
        for file in Repository.swiftFiles(below: "Sources") where try imports(package, in: file) {
            let module = file.split(separator: "/")[1]
            #expect(modules.contains(String(module)), "\(file) imports \(package)")
        }
    }

    @Test(arguments: [
        "Accounting", "Alerting", "Inquiries", "LedgerStore", "Metering", "Provider", "Reporting",
        "Transport",
    ])
    func nothingBelowTheEdgesReadsTheClock(module: String) throws {
        for file in Repository.swiftFiles(below: "Sources/\(module)") {
            let code = try Repository.lines(file).filter { line in
                !line.drop { $0 == " " }.hasPrefix("//")
            }
            for reading in ["Date()", "Date.now", "clock_gettime", "Clock.now", "Clock().now"] {
                #expect(!code.contains { $0.contains(reading) }, "\(file) reads \(reading)")
            }
        }
    }

    /// But on Text, which depends on nothing.
    @Test func accountingDependsOnNoOtherModule() throws {
        let others = [
            "LosslessJSON", "LedgerStore", "Transport", "Provider", "Metering", "Reporting",
            "Alerting", "Inquiries",
        ]
        for file in Repository.swiftFiles(below: "Sources/Accounting") {
            for other in others {
                #expect(try !imports(other, in: file), "\(file) imports \(other)")
            }
        }
    }

    private func imports(_ module: String, in file: String) throws -> Bool {
        try Repository.lines(file).contains { line in
            let words = line.split(separator: " ")
            return words.last.map(String.init) == module && words.dropLast().last == "import"
        }
    }
}
