import Alerting
import Foundation
import LosslessJSON
import TestSupport
import Testing
import Transport

/// What each type of channel is sent, to the byte: one alert with a budget, one without.
///
/// `BURSAR_WRITE_GOLDEN=1` writes the files afresh; read the difference before you keep it.
@Suite struct GoldenTests {
    @Test(arguments: ChannelType.allCases)
    func aBudgetsAlertLooksAsItDid(type: ChannelType) throws {
        try compare(Sample.outgoing(Sample.withBudget, type), "\(type.rawValue)-budget.txt")
    }

    @Test(arguments: ChannelType.allCases)
    func anAlertWithoutABudgetLooksAsItDid(type: ChannelType) throws {
        try compare(Sample.outgoing(Sample.withoutBudget, type), "\(type.rawValue)-plain.txt")
    }

    private func compare(_ outgoing: OutgoingMessage, _ name: String) throws {
        let path = "Tests/AlertingTests/Golden/\(name)"
        let text = try shown(outgoing)
        if ProcessInfo.processInfo.environment["BURSAR_WRITE_GOLDEN"] == "1" {
            try text.write(to: Repository.url(path), atomically: true, encoding: .utf8)
        }
        #expect(try Repository.text(path) == text, "\(name)")
    }

    /// A request with its headers, or a program with its arguments. A body that is signed is shown as
    /// it is, any other JSON over several lines.
    private func shown(_ outgoing: OutgoingMessage) throws -> String {
        switch outgoing {
        case .post(let url, let headers, let body):
            let head = headers.map { "\($0.name): \($0.value)\n" }.joined()
            let isSigned = headers.contains { $0.name == "webhook-signature" }
            let text = isSigned ? body : try JSON(parsing: body).prettyText
            return "POST \(url.url)\n\(head)\n\(text)\n"
        case .run(let arguments, let input):
            return arguments.joined(separator: "\n") + "\n\n" + input
        }
    }
}
